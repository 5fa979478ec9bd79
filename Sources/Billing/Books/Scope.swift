import KinoraKernel

/// What somebody may play. Kept as one text: `everything`, `plan/…`, `pass/…`, `title/film/…`.
package enum Scope: Hashable, Sendable, Codable, RawRepresentable {
    case everything
    case plan(PlanID)
    case pass(PassID)
    case title(SaleSubject)

    package var rawValue: String {
        switch self {
        case .everything: "everything"
        case .plan(let id): "plan/\(id)"
        case .pass(let id): "pass/\(id)"
        case .title(let subject): "title/\(subject)"
        }
    }

    package init?(rawValue: String) {
        let parts = rawValue.split(separator: "/", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("everything", 1): self = .everything
        case ("plan", 2): self = .plan(PlanID(parts[1]))
        case ("pass", 2): self = .pass(PassID(parts[1]))
        case ("title", 2): self = .title(SaleSubject(rawValue: parts[1]))
        default: return nil
        }
    }
}
