/// Letters and signs that few keyboards have, by the names that TeX gives them.
enum MathSymbols {
  /// What `name` can become: the sign where it is one, else the names that begin so.
  static func matching(_ name: String) -> [(name: String, symbol: String)] {
    if let exact = byName[name] { return [(name, exact)] }
    return all.filter { $0.name.hasPrefix(name) }
  }

  private static let byName = Dictionary(
    all.map { ($0.name, $0.symbol) }, uniquingKeysWith: { first, _ in first })

  private static let all: [(name: String, symbol: String)] = [
    ("partial", "∂"), ("sigma", "σ"), ("cdot", "·"), ("times", "×"), ("div", "÷"),
    ("infty", "∞"), ("le", "≤"), ("leq", "≤"), ("ge", "≥"), ("geq", "≥"), ("^2", "²"), ("^3", "³"),
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"),
    ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"),
    ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("omicron", "ο"), ("pi", "π"), ("rho", "ρ"),
    ("tau", "τ"), ("upsilon", "υ"), ("phi", "φ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"),
    ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"),
    ("Sigma", "Σ"), ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"), ("nabla", "∇"),
    ("_0", "₀"), ("_1", "₁"), ("_2", "₂"), ("_3", "₃"),
  ]
}
