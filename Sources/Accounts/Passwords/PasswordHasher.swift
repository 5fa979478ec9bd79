import Crypto
import KinoraKernel

/// Makes what is kept of passwords and PINs, and compares: Argon2id (RFC 9106) as PHC strings.
///
/// One hash takes about a twelfth of a second and 19 MiB, so only so many are made at once and only so many wait (`HashingPool`); whoever
/// comes beyond that is told to come back.
package struct PasswordHasher: Sendable {
    /// Longer texts are never right, and are not worth the work of finding out.
    package static let mostBytes = 1024
    static let workers = 2
    static let queue = 32

    /// What new hashes cost.
    package let cost: HashingCost
    private let pool: HashingPool
    /// The hash of a secret that nobody knows: what the passwords of unknown accounts are compared with.
    private let dummy: PasswordHash

    /// - Parameter cost: less than the house's is for tests alone.
    package init(cost: HashingCost = .house) {
        self.init(cost: cost, pool: HashingPool(workers: Self.workers, queue: Self.queue))
    }

    init(cost: HashingCost, pool: HashingPool) {
        self.cost = cost
        self.pool = pool
        dummy = PasswordHash(cost: cost, salt: Self.random(PasswordHash.saltBytes), hash: Self.random(PasswordHash.hashBytes))
    }

    /// What may be kept of a password. Every call has a salt of its own.
    /// - Throws: `PasswordsBusy`, `PasswordNotHashed`, `CancellationError`.
    package func hash(_ password: String) async throws -> String {
        guard password.utf8.count <= Self.mostBytes else { throw PasswordNotHashed.tooLong }
        let bytes = Array(password.utf8)
        let salt = Self.random(PasswordHash.saltBytes)
        return try await pool.run { [cost] in
            PasswordHash(cost: cost, salt: salt, hash: try Argon2id.hash(bytes, salt: salt, cost: cost, bytes: PasswordHash.hashBytes)).text
        }
    }

    /// Compares a password with what was kept.
    ///
    /// - Parameter phc: nil where there is no such account, or it has no password: then the same work is done in vain, so that the time
    ///   tells nothing. So it is with texts that are no Argon2id hash, or ask for more than `HashingCost.mostMemory` and its like.
    /// - Throws: `PasswordsBusy`, `PasswordNotHashed`, `CancellationError`.
    package func verify(_ password: String, against phc: String?) async throws -> PasswordVerdict {
        let kept = phc.flatMap(PasswordHash.init)
        let compared = kept ?? dummy
        let isFit = password.utf8.count <= Self.mostBytes
        let bytes = isFit ? Array(password.utf8) : []
        let hash = try await pool.run {
            try Argon2id.hash(
                bytes, salt: compared.salt, cost: compared.cost, version: compared.version, bytes: compared.hash.count)
        }
        guard Self.areEqual(hash, compared.hash), kept != nil, isFit else { return .wrong }
        return compared.isLike(cost) ? .right : .rightButOld
    }

    /// Takes the same time wherever the first difference is.
    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func random(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }
}
