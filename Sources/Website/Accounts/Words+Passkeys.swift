import KinoraAccounts

extension Words {
    /// What a visitor reads of a passkey that was not taken; the finer reasons are nobody's business.
    static func phrase(for refusal: PasskeyRefusal) -> Phrase {
        switch refusal {
        case .malformed, .foreign, .badSignature, .copied: .passkeyRefused
        case .stale: .passkeyTooLate
        case .unverified: .passkeyUnverified
        case .unsupported: .passkeyUnsupported
        case .unknown: .passkeyUnknown
        case .alreadyKept: .passkeyKept
        case .tooMany: .passkeysTooMany
        }
    }

    func refusal(_ refusal: PasskeyRefusal) -> String { self(Self.phrase(for: refusal)) }
}
