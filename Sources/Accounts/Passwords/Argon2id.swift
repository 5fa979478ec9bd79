import CArgon2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Argon2id (RFC 9106), by the reference implementation in C. Takes its time: never called on the cooperative pool.
///
/// Its working memory, 19 MiB in a new hash, is asked of the system by itself and given back at once: the C library's allocator would keep
/// such a block for every thread that ever looked at a password.
enum Argon2id {
    /// - Throws: `PasswordNotHashed.failed`.
    static func hash(
        _ password: [UInt8], salt: [UInt8], cost: HashingCost, version: UInt32 = PasswordHash.version, bytes: Int
    ) throws -> [UInt8] {
        var (hash, password, salt) = ([UInt8](repeating: 0, count: bytes), password, salt)
        let code = hash.withUnsafeMutableBufferPointer { hash in
            password.withUnsafeMutableBufferPointer { password in
                salt.withUnsafeMutableBufferPointer { salt in
                    var context = argon2_context()
                    (context.out, context.outlen) = (hash.baseAddress, UInt32(hash.count))
                    (context.pwd, context.pwdlen) = (password.baseAddress, UInt32(password.count))
                    (context.salt, context.saltlen) = (salt.baseAddress, UInt32(salt.count))
                    (context.t_cost, context.m_cost) = (cost.passes, cost.memory)
                    (context.lanes, context.threads) = (cost.lanes, cost.lanes)
                    context.version = version
                    (context.allocate_cbk, context.free_cbk) = (allocate, free)
                    return argon2_ctx(&context, Argon2_id)
                }
            }
        }
        guard code == ARGON2_OK.rawValue else { throw PasswordNotHashed.failed(code: code) }
        return hash
    }

    private static let allocate: @convention(c) (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, Int) -> Int32 = { place, bytes in
        let block = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let place, let block, block != MAP_FAILED else { return ARGON2_MEMORY_ALLOCATION_ERROR.rawValue }
        place.pointee = block.assumingMemoryBound(to: UInt8.self)
        return ARGON2_OK.rawValue
    }

    private static let free: @convention(c) (UnsafeMutablePointer<UInt8>?, Int) -> Void = { block, bytes in
        if let block { munmap(block, bytes) }
    }
}
