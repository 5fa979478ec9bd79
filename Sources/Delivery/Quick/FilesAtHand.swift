import Dispatch
import HTTPTypes
import KinoraGate
import KinoraKernel
import KinoraMedia
import Synchronization

/// Files of packages that somebody asked for a moment ago, held open. What is here is sent without a question to the disk about names, places and
/// sizes; after a while each is asked for anew, so a package that was removed is soon not sent any more.
final class FilesAtHand: Sendable {
    /// So long a file may still be sent after its package was removed.
    static let life = Duration.seconds(60)

    /// An object, so that whoever holds it counts one reference.
    final class Entry: Sendable {
        let package: PackageID
        let file: ServedFile
        let size: Int64
        /// As they are sent: `Name: value` and CR LF for each.
        let fields: [UInt8]
        let notAfter: Moment

        init(package: PackageID, file: ServedFile, size: Int64, fields: [UInt8], notAfter: Moment) {
            self.package = package
            self.file = file
            self.size = size
            self.fields = fields
            self.notAfter = notAfter
        }
    }

    /// Files that are held; each takes one descriptor, and one for each event loop that sends of it.
    private let most: Int
    private let time: any TimeSource
    private let entries = Mutex<[String: Entry]>([:])
    /// Opening happens here, one file at a time.
    private let opening = DispatchQueue(label: "kinora.files-at-hand")

    init(most: Int, time: any TimeSource) {
        self.most = most
        self.time = time
    }

    /// - Parameter name: the package and the path in it, as addresses write them.
    func entry(_ name: String) -> Entry? {
        guard let entry = entries.withLock({ $0[name] }) else { return nil }
        guard time.now < entry.notAfter else {
            entries.withLock { $0[name] = nil }
            return nil
        }
        return entry
    }

    /// Takes a file in that the router has just answered with.
    func add(_ file: FileOnDisk, _ path: String, of package: PackageID) async {
        let name = "\(package.rawValue)/\(path)"
        guard most > 0, file.offset == 0, entry(name) == nil else { return }
        guard let served = await opened(file.path) else { return }
        let fields = FileAnswer(file: file).described.map { "\($0.name): \($0.value)\r\n" }.joined()
        let entry = Entry(package: package, file: served, size: file.size, fields: Array(fields.utf8), notAfter: time.now + Self.life)
        entries.withLock { entries in
            if entries.count >= most { Self.makeRoom(&entries) }
            entries[name] = entry
        }
    }

    private func opened(_ path: String) async -> ServedFile? {
        await withCheckedContinuation { continuation in
            opening.async { continuation.resume(returning: ServedFile(path: path)) }
        }
    }

    /// Those that would be asked for anew first go.
    private static func makeRoom(_ entries: inout [String: Entry]) {
        let oldest = entries.sorted { $0.value.notAfter < $1.value.notAfter }.prefix(entries.count / 4 + 1)
        for (name, _) in oldest { entries[name] = nil }
    }
}
