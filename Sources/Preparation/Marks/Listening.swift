import Foundation
import KinoraKernel
import KinoraMedia

/// Listens to packages and looks at their ends, by short commands. What a package sounds like is kept as a file, since neighbours are
/// compared with it again and again; the files may be deleted at any time.
struct Listening: Sendable {
    let encoder: any Encoder
    let folders: DataFolders

    /// Seconds from the beginning in which an opening is looked for, and the share of the film that they are at most.
    private static let opening = (most: 600.0, share: 0.4)
    /// The same of the end.
    private static let closing = (most: 480.0, share: 0.3)
    /// Of the end that is looked at for dark pictures.
    private static let ending = (most: 900.0, share: 0.4)
    /// Bytes of a kept sound; more is not one.
    private static let largest: Int64 = 4 << 20

    /// What a package sounds like; nil for one without sound.
    func soundprint(of id: PackageID, _ contents: PackageContents) async throws -> Soundprint? {
        guard let sound = Self.mainSound(contents) else { return nil }
        let path = "\(folders.soundprints)/\(id.rawValue).json"
        if let kept = try await BlockingWork.run({ _ in Self.read(path) }) { return kept }
        let source = "\(folders.folder(of: id))/\(sound.path)"
        let seconds = Double(contents.duration) / 1000
        let start = seconds - min(Self.closing.most, seconds * Self.closing.share)
        let length = min(Self.opening.most, seconds * Self.opening.share)
        let opening = try await written { .soundprint(of: source, from: 0, seconds: length, to: $0) }
        let closing = try await written { .soundprint(of: source, from: start, seconds: seconds - start, to: $0) }
        let found = Soundprint(opening: .init(start: 0, raw: opening), closing: .init(start: start, raw: closing))
        let part = part
        try await BlockingWork.run { _ in
            try JSONEncoder().encode(found).write(to: URL(filePath: part))
            try FileTree.rename(part, to: path)
        }
        return found
    }

    /// Whether this ffmpeg can make fingerprints of sound at all.
    func isPossible() async throws -> Bool {
        do {
            return try await !written { .soundprintOfNoise(to: $0) }.isEmpty
        } catch Trouble.toolFailed {
            return false
        }
    }

    /// When the closing credits begin by what is seen and heard, in seconds; nil where that cannot be told.
    func closing(of id: PackageID, _ contents: PackageContents) async throws -> Double? {
        guard let sound = Self.mainSound(contents),
            let picture = contents.video.min(by: { $0.width * $0.height < $1.width * $1.height })
        else { return nil }
        let folder = folders.folder(of: id)
        let seconds = Double(contents.duration) / 1000
        let start = seconds - min(Self.ending.most, seconds * Self.ending.share)
        let pictures = try await written { .darkness(of: "\(folder)/\(picture.path)", from: start, to: $0) }
        let bytes = try await written { .samples(of: "\(folder)/\(sound.path)", from: start, to: $0) }
        let samples = bytes.withUnsafeBytes { raw in
            (0..<raw.count / 2).map { Int16(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 2, as: Int16.self)) }
        }
        return try await BlockingWork.run { _ in ClosingSearch.beginning(pictures: pictures, sound: samples) }.map { start + $0 }
    }

    /// The film's own sound, in stereo where there is a choice.
    private static func mainSound(_ contents: PackageContents) -> AudioRendition? {
        contents.audio.first { $0.purpose == nil && $0.isDefault && !$0.isSurround } ?? contents.audio.first { $0.purpose == nil }
            ?? contents.audio.first
    }

    /// The name of a file that is being written tells by whom, so that it can be removed as soon as that process is dead.
    private var part: String { "\(folders.soundprints)/\(WorkerIdentity.make().name.replacing("/", with: "~")).part" }

    /// What a command writes, read from a file that is gone afterwards.
    private func written(_ command: (String) -> EncodeCommand) async throws -> Data {
        let part = part
        try await BlockingWork.run { [folders] _ in try FileTree.makeFolder(folders.soundprints) }
        let made = command(part)
        do {
            _ = try await encoder.run(made) { _ in }
            let bytes = try await BlockingWork.run { _ in FileManager.default.contents(atPath: part) ?? Data() }
            unlink(part)
            return bytes
        } catch {
            unlink(part)
            throw error
        }
    }

    private static func read(_ path: String) -> Soundprint? {
        guard let file = try? RandomAccessFile(path: path), file.size <= largest,
            let bytes = try? file.read(at: 0, count: Int(file.size))
        else { return nil }
        return try? JSONDecoder().decode(Soundprint.self, from: Data(bytes))
    }

    /// Removes what belongs to no package any more, and what was left half written: by a process of this computer that is dead, or a day ago.
    /// Blocks.
    static func sweep(_ folders: DataFolders, now: Moment) throws {
        for name in try FileTree.names(in: folders.soundprints) {
            let path = "\(folders.soundprints)/\(name)"
            if name.hasSuffix(".part"), WorkerIdentity.isDead(String(name.dropLast(5)).replacing("~", with: "/")) {
                try FileTree.remove(path)
                continue
            }
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            let age = now.since(Moment(milliseconds: Int64(status.st_mtim.tv_sec) * 1000))
            let package = PackageID(String(name.prefix { $0 != "." }))
            let isOrphan = !FileManager.default.fileExists(atPath: folders.folder(of: package))
            if age > .seconds(24 * 3600), isOrphan || name.contains(".part") { try FileTree.remove(path) }
        }
    }
}
