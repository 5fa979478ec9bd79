import Foundation
import KinoraKernel

extension PackageContents {
    /// The bytes of `package.json`: always the same for the same contents.
    package func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// The package's name: the SHA-256 of `package.json`, which holds the digests of all media.
    package func id() throws -> PackageID {
        PackageID(Digest(of: try encoded()).hex)
    }
}
