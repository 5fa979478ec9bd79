import Crypto
import Foundation

/// Computes the digest of what is too large for memory, piece by piece.
package struct DigestStream {
    private var hash = SHA256()

    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
    }

    package mutating func add(_ bytes: some DataProtocol) {
        hash.update(data: bytes)
    }

    /// The digest of everything that was added.
    package func finish() -> Digest {
        Digest(hash.finalize())
    }
}
