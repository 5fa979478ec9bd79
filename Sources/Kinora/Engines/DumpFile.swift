import Foundation
import KinoraKernel
import NIOPosix
import SystemPackage

/// A file as pieces of bytes, read on threads that may wait for disks. Can be read again from the beginning.
struct FilePieces: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    /// Bytes.
    private static let pieceLength = 1 << 18

    let path: String

    func makeAsyncIterator() -> Iterator { Iterator(path: path) }

    struct Iterator: AsyncIteratorProtocol {
        let path: String
        private var file: OpenedFile?

        init(path: String) { self.path = path }

        mutating func next() async throws -> [UInt8]? {
            let file = try file ?? OpenedFile(path)
            self.file = file
            let bytes = try await NIOThreadPool.singleton.runIfActive { try file.read(FilePieces.pieceLength) }
            return bytes.isEmpty ? nil : bytes
        }
    }
}

/// A file that is closed with its last reader.
private final class OpenedFile: Sendable {
    private let descriptor: FileDescriptor
    private let path: String

    init(_ path: String) throws {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
        } catch {
            throw SettingsFailure(sentence: "\(path.onOneLine(atMost: 200)) cannot be read; check the path.")
        }
    }

    deinit { try? descriptor.close() }

    func read(_ length: Int) throws -> [UInt8] {
        do {
            return try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw SettingsFailure(sentence: "\(path.onOneLine(atMost: 200)) cannot be read; is it a file, and is the disk sound?")
        }
    }
}

/// Where a dump goes: a file that only its owner may read and that appears whole or not at all, or standard output.
struct DumpSink: Sendable {
    private let descriptor: FileDescriptor
    /// The file's name while it is written, and at the end; nil for standard output.
    private let names: (part: String, whole: String)?

    static let standardOutput = DumpSink(descriptor: .standardOutput, names: nil)

    private init(descriptor: FileDescriptor, names: (part: String, whole: String)?) {
        self.descriptor = descriptor
        self.names = names
    }

    /// - Throws: `SettingsFailure` where no file can be made.
    init(file path: String) throws {
        let part = "\(path).\(Identifier<DumpSink>.make().rawValue).part"
        do {
            descriptor = try FileDescriptor.open(
                FilePath(part), .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite])
        } catch {
            throw SettingsFailure(sentence: "\(path.onOneLine(atMost: 200)) cannot be written; check the folder and its permissions.")
        }
        names = (part, path)
    }

    func write(_ piece: [UInt8]) async throws {
        do {
            _ = try await NIOThreadPool.singleton.runIfActive { try descriptor.writeAll(piece) }
        } catch let error as Errno {
            let name = names?.whole.onOneLine(atMost: 200) ?? "Standard output"
            throw SettingsFailure(sentence: "\(name) cannot be written (\(error.description.onOneLine(atMost: 100))). Nothing was kept.")
        }
    }

    /// Puts the file in its place, over one that has the name already.
    func finish() async throws {
        guard let names else { return }
        do {
            try await NIOThreadPool.singleton.runIfActive {
                guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
                try descriptor.close()
                guard rename(names.part, names.whole) == 0 else { throw Errno(rawValue: errno) }
            }
        } catch {
            throw SettingsFailure(sentence: "\(names.whole.onOneLine(atMost: 200)) cannot be put in its place. Nothing was kept.")
        }
    }

    /// Takes away what was written.
    func giveUp() {
        guard let names else { return }
        unlink(names.part)
    }
}
