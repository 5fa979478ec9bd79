import Foundation
import KinoraKernel

/// The file of a data folder's mark. Of several programs that start together one makes the backup, the others wait for it. Everything here
/// blocks.
struct DataMarkFile {
    private let path: String
    private let descriptor: Int32

    /// Opens and locks it; nil where the folder cannot be written, which whoever needs to write finds out by itself.
    init?(in data: String) {
        path = "\(data)/\(DataMark.name)"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX) == 0 else {
            Foundation.close(descriptor)
            return nil
        }
    }

    /// Nil where nothing stands in it.
    /// - Throws: `SettingsFailure` when something else stands there.
    func mark() throws -> DataMark? {
        guard let text = FileManager.default.contents(atPath: path), !text.isEmpty else { return nil }
        guard let mark = try? JSONDecoder().decode(DataMark.self, from: text) else {
            throw SettingsFailure(
                sentence:
                    "\(path.onOneLine(atMost: 200)) does not say which Kinora used the folder last. If it was this one or an older one, "
                    + "delete that file and start again.")
        }
        return mark
    }

    /// One write of less than a page: whoever reads it finds the old words or the new ones.
    func write(_ mark: DataMark) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let bytes = [UInt8](try encoder.encode(mark)) + [UInt8(ascii: "\n")]
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, ftruncate(descriptor, off_t(bytes.count)) == 0,
            fsync(descriptor) == 0
        else { throw BackupFailure.cannotWrite(path) }
    }

    func close() { Foundation.close(descriptor) }
}
