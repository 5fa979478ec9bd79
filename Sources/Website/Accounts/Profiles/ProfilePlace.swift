import KinoraAccounts
import KinoraGate

/// The addresses of profiles and of the PIN, as values. Where to choose who watches, and to show the PIN, is in `AccountPlace`.
enum ProfilePlace: Hashable, Sendable {
    case choose(ProfileID, next: LocalPath?)
    /// Where the password stands in for a PIN that was forgotten.
    case insteadOfPIN(next: LocalPath?)
    case all
    case make
    case edit(ProfileID)
    case remove(ProfileID)
    case setPIN(next: LocalPath?)
    case removePIN

    /// How a route spells the address.
    enum Pattern: String, CaseIterable {
        case who = "/profiles"
        case choose = "/profiles/{profile}/choose"
        case pin = "/pin"
        case insteadOfPIN = "/pin/password"
        case all = "/account/profiles"
        case make = "/account/new-profile"
        case edit = "/account/profiles/{profile}"
        case remove = "/account/profiles/{profile}/remove"
        case setPIN = "/account/pin"
        case removePIN = "/account/pin/remove"
    }

    /// Path and query, ready for an `href`.
    var address: String {
        switch self {
        case .choose(let id, let next): "/profiles/\(id)/choose" + AccountPlace.query(next)
        case .insteadOfPIN(let next): "/pin/password" + AccountPlace.query(next)
        case .all: "/account/profiles"
        case .make: "/account/new-profile"
        case .edit(let id): "/account/profiles/\(id)"
        case .remove(let id): "/account/profiles/\(id)/remove"
        case .setPIN(let next): "/account/pin" + AccountPlace.query(next)
        case .removePIN: "/account/pin/remove"
        }
    }
}
