// Products by register tiles: the sums of some rows and two registers of columns stay in registers
// while the inner index runs. Every entry is summed in the order of that index, however large the
// matrices are.

/// Columns of B that are copied together where they do not lie in rows.
enum { PANEL_WIDTH = 2 * LANES, PANEL_HEIGHT = 256 };

struct tile_job {
  const double *a;
  ptrdiff_t a_row, a_column;
  const double *b;
  ptrdiff_t b_row;
  double *c;
  ptrdiff_t c_row;
  long height, inner;
  /// Of the last register of columns, how many count.
  long last_count;
  bool adds;
  const double *bias;
};

/// `height` × `width` registers of C. `is_partial`: the last register of columns is not full.
INLINE void tile(
    const int height, const int width, const bool is_partial, const bool runs_down,
    const struct tile_job *job, long row) {
  const ptrdiff_t a_row = runs_down ? 1 : job->a_row, a_column = job->a_column;
  const double *a = job->a + row * a_row;
  const double *b = job->b;
  double *c = job->c + row * job->c_row;
  const long last = job->last_count;
  V sums[TILE_HEIGHT][2];
  UNROLLED for (int i = 0; i < height; i++) {
    UNROLLED for (int j = 0; j < width; j++) {
      const double *from = c + i * job->c_row + j * LANES;
      bool is_last = is_partial && j == width - 1;
      sums[i][j] = !job->adds ? all(0) : is_last ? NAMED(load_some)(from, last) : load(from);
    }
  }
  for (long k = 0; k < job->inner; k++) {
    V right[2];
    UNROLLED for (int j = 0; j < width; j++) {
      bool is_last = is_partial && j == width - 1;
      right[j] = is_last ? NAMED(load_some)(b + j * LANES, last) : load(b + j * LANES);
    }
    UNROLLED for (int i = 0; i < height; i++) {
      double left = a[i * a_row];
      UNROLLED for (int j = 0; j < width; j++) sums[i][j] += left * right[j];
    }
    a += a_column;
    b += job->b_row;
  }
  UNROLLED for (int j = 0; j < width; j++) {
    bool is_last = is_partial && j == width - 1;
    V bias = all(0);
    if (job->bias) {
      const double *from = job->bias + j * LANES;
      bias = is_last ? NAMED(load_some)(from, last) : load(from);
    }
    UNROLLED for (int i = 0; i < height; i++) {
      double *to = c + i * job->c_row + j * LANES;
      V sum = job->bias ? sums[i][j] + bias : sums[i][j];
      if (is_last) NAMED(store_some)(to, sum, last); else store(to, sum);
    }
  }
}

/// All rows of one or two registers of columns.
INLINE void tiles(
    const int width, const bool is_partial, const bool runs_down, const struct tile_job *job) {
  long row = 0;
  for (; row + TILE_HEIGHT <= job->height; row += TILE_HEIGHT)
    tile(TILE_HEIGHT, width, is_partial, runs_down, job, row);
  if (TILE_HEIGHT > 8 && row + 8 <= job->height) {
    tile(8, width, is_partial, runs_down, job, row);
    row += 8;
  }
  if (TILE_HEIGHT > 4 && row + 4 <= job->height) {
    tile(4, width, is_partial, runs_down, job, row);
    row += 4;
  }
  if (row + 2 <= job->height) {
    tile(2, width, is_partial, runs_down, job, row);
    row += 2;
  }
  if (row < job->height) tile(1, width, is_partial, runs_down, job, row);
}

static __attribute__((noinline)) void tiles_along(const struct tile_job *job, long columns) {
  bool is_partial = job->last_count < LANES;
  if (columns > LANES) {
    if (is_partial) tiles(2, true, false, job); else tiles(2, false, false, job);
  } else {
    if (is_partial) tiles(1, true, false, job); else tiles(1, false, false, job);
  }
}

static __attribute__((noinline)) void tiles_down(const struct tile_job *job, long columns) {
  bool is_partial = job->last_count < LANES;
  if (columns > LANES) {
    if (is_partial) tiles(2, true, true, job); else tiles(2, false, true, job);
  } else {
    if (is_partial) tiles(1, true, true, job); else tiles(1, false, true, job);
  }
}

static void panel(const struct tile_job *job, long columns) {
  if (job->a_row == 1 && job->height > 1) tiles_down(job, columns); else tiles_along(job, columns);
}

/// `columns` of B one row after the other.
static void pack(
    double *packed, const double *b, ptrdiff_t b_row, ptrdiff_t b_column, long rows,
    long columns) {
  for (long j = 0; j < columns; j++)
    for (long k = 0; k < rows; k++) packed[k * PANEL_WIDTH + j] = b[k * b_row + j * b_column];
}

static void product(
    struct kernel_view a, struct kernel_view b, double *c, ptrdiff_t c_row_stride, long height,
    long width, long inner, bool adds, const double *bias) {
  struct tile_job job = {
      .a_row = a.row_stride, .a_column = a.column_stride, .c_row = c_row_stride, .height = height};
  // Copying columns that lie in rows as well was measured: it does not pay.
  const bool is_read_in_place = width == 1 || b.column_stride == 1;
  // Blocks of about the same depth.
  const long blocks = is_read_in_place ? 1 : (inner + PANEL_HEIGHT - 1) / PANEL_HEIGHT;
  const long depth = blocks > 1 ? (inner + blocks - 1) / blocks : inner;
  double packed[PANEL_WIDTH * PANEL_HEIGHT] __attribute__((aligned(64)));
  for (long column = 0; column < width; column += PANEL_WIDTH) {
    long columns = width - column < PANEL_WIDTH ? width - column : PANEL_WIDTH;
    job.last_count = columns > LANES ? columns - LANES : columns;
    job.c = c + column;
    long k = 0;
    do {
      long rows = inner - k < depth ? inner - k : depth;
      job.a = a.start + k * a.column_stride;
      job.b = b.start + k * b.row_stride + column * b.column_stride;
      job.b_row = b.row_stride;
      if (!is_read_in_place) {
        pack(packed, job.b, b.row_stride, b.column_stride, rows, columns);
        job.b = packed;
        job.b_row = PANEL_WIDTH;
      }
      job.inner = rows;
      job.adds = adds || k > 0;
      job.bias = bias && k + rows == inner ? bias + column : NULL;
      panel(&job, columns);
      k += rows;
    } while (k < inner);
  }
}
