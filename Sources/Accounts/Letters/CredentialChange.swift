/// What changed in the ways into an account; its member is told, whoever did it.
package enum CredentialChange: String, Codable, Hashable, Sendable, CaseIterable {
    case password, email
    case secondFactorOn, secondFactorOff, recoveryCodesMade, recoveryCodeUsed
    case passkeyAdded, passkeyRemoved
    case identityAdded, identityRemoved
    case pin
}
