import CArgon2

/// Argon2id (RFC 9106), by the reference implementation in C. Takes its time: never called on the cooperative pool.
enum Argon2id {
    /// - Throws: `PasswordNotHashed.failed`.
    static func hash(
        _ password: [UInt8], salt: [UInt8], cost: HashingCost, version: UInt32 = PasswordHash.version, bytes: Int
    ) throws -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: bytes)
        let code = argon2_hash(
            cost.passes, cost.memory, cost.lanes, password, password.count, salt, salt.count, &hash, bytes, nil, 0, Argon2_id, version)
        guard code == ARGON2_OK.rawValue else { throw PasswordNotHashed.failed(code: code) }
        return hash
    }
}
