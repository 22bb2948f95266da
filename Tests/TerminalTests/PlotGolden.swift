@testable import Terminal

/// A plot as it was drawn and judged by eye.
struct PlotGolden: Sendable {
  var profile: TerminalProfile
  var lines: [String]

  init(_ canvas: TerminalProfile.Canvas, _ picture: String) {
    profile = TerminalProfile(unicode: canvas != .ascii, canvas: canvas)
    lines = picture.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static let parabola: [PlotGolden] = [
    PlotGolden(
      .braille,
      #"""
        f
        │⠣⡀                     ⡜
        │ ⠑⡄                  ⢀⠎
      5 ┤  ⠈                 ⡰⠃ ⠐
        │     ⢄            ⡠⡊⠑⠉
        │      ⠑⠤⡀      ⢀●⠊⠉
      0 ┤┈┈┈┈┈┈┈┈⠈⠉⠒⠒⣒⠖⠋⠁┈┈┈┈┈┈┈┈
        └────┬───────┬───────┬─── x
            -2       0       2
         ╌╌ tangent   ── f   ● here
      """#),
    PlotGolden(
      .quadrants,
      #"""
        f
        │▚                      ▞
        │ ▀▖                  ▗▛
      5 ┤  ▝                 ▞▘ ▝
        │     ▄            ▄▛▘▀
        │      ▀▄▖      ▗•▀▀
      0 ┤········▝▀▀▀█▛▀▘········
        └────┬───────┬───────┬─── x
            -2       0       2
         ╌╌ tangent   ── f   • here
      """#),
    PlotGolden(
      .halves,
      #"""
        f
        │█                      █
        │ ▀▄                  ▄█
      5 ┤  ▀                 █▀ ▀
        │     ▄            ▄█▀
        │      ▀▄▄      ▄•▀▀
      0 ┤········▀▀▀▀██▀▀········
        └────┬───────┬───────┬─── x
            -2       0       2
         ╌╌ tangent   ── f   • here
      """#),
    PlotGolden(
      .ascii,
      #"""
        f
        ||                      |
        | ||                  _|
      5 +  '                 |' -
        |     |            ||'
        |      ||_      _@|'
      0 +........''|-||''........
        +----+-------+-------+--- x
            -2       0       2
         - - tangent   -- f   @ here
      """#),
  ]

  static let saddle: [PlotGolden] = [
    PlotGolden(
      .braille,
      #"""
         y
       2 ┤   ░░░░░▒▒▒▒▓▓▓▓▓██o
         │░░░░░░▒▒▒▒▒▒▒▒▓▓▓▓▓▓
         │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
       0 ┤▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
         │▓▓▓▓▓▓▒▒⢀⣀⡠⠤⠤▒░░░░░░
      -2 ┤⣀⣀⡠⠤⠔⠒⠊⠉⠁▒▒▒░///////
         └┬─────────┬────────┬ x
         -2         0        2
          f -16  ░▒▓█ 16   ── analytic   o random
      """#),
    PlotGolden(
      .ascii,
      #"""
         y
       2 +  ....::::====%%%%#o
         |...:::::::=======%%%
         |::::::::::==========
       0 +==========::::::::::
         |%%%=====___--::::...
      -2 +__---'''==:::///////
         ++---------+--------+ x
         -2         0        2
          f -16  .:=%# 16   -- analytic   o random
      """#),
  ]

  static let errors: [PlotGolden] = [
    PlotGolden(
      .braille,
      #"""
      error
         error
         1 ┤+                                +
           │  + +                        + +
      1e-4 ┤      + +                +
           │          + +        + +
      1e-8 ┤              +  + +
           │
           └──┬─────────┬──────────┬─────────┬ h
            1e-15     1e-10      1e-5        1
            + forward
      """#),
    PlotGolden(
      .ascii,
      #"""
      error
         error
         1 ++                                +
           |  + +                        + +
      1e-4 +      + +                +
           |          + +        + +
      1e-8 +              +  + +
           |
           +--+---------+----------+---------+ h
            1e-15     1e-10      1e-5        1
            + forward
      """#),
  ]
}
