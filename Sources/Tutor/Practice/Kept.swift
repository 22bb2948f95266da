/// A value that is made when it is first asked for.
final class Kept<Value> {
  private var known: Value?

  func value(_ make: () -> Value) -> Value {
    if let known { return known }
    let value = make()
    known = value
    return value
  }
}
