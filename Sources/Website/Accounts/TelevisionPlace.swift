import KinoraAccounts

/// The addresses at which televisions are let in, as values.
package enum TelevisionPlace: Hashable, Sendable {
    /// What the television opens.
    case television, state, enter
    /// What the member opens who lets it in.
    case connect(code: TelevisionCode?)
    case approve, refuse

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case television = "/tv"
        case state = "/tv/state"
        case enter = "/tv/enter"
        case connect = "/tv/connect"
        case approve = "/tv/connect/approve"
        case refuse = "/tv/connect/refuse"
    }

    /// Path and query, ready for an `href`.
    package var address: String {
        switch self {
        case .television: Pattern.television.rawValue
        case .state: Pattern.state.rawValue
        case .enter: Pattern.enter.rawValue
        case .connect(let code): Pattern.connect.rawValue + (code.map { "?code=\($0.text)" } ?? "")
        case .approve: Pattern.approve.rawValue
        case .refuse: Pattern.refuse.rawValue
        }
    }
}
