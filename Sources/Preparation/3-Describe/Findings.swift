import Foundation
import KinoraCatalogue
import KinoraKernel

/// What lies beside a title: its NFO file, its JSON file, and the pictures that could be used. Blocking to collect.
struct Findings: Sendable {
    private let library: Library
    private(set) var nfo: NFO?
    private(set) var sidecar: Facts?
    private(set) var pictures: [WantedPicture] = []
    /// What was wrong with some of it, for the owner.
    private(set) var notes: [String] = []

    init(in library: Library) {
        self.library = library
    }

    /// - Parameter candidates: paths relative to the library, best first; the first that can be read is taken.
    mutating func readNFO(_ candidates: [FilePath?]) {
        for case let path? in candidates where nfo == nil {
            do {
                let bytes = try SmallFile.read(library.folder.appending(path), atMost: NFOText.longest)
                nfo = try NFOReader.fields(of: Data(bytes))
            } catch {
                note(path, error)
            }
        }
    }

    /// As `readNFO`.
    mutating func readSidecar(_ candidates: [FilePath?]) {
        for case let path? in candidates where sidecar == nil {
            do {
                sidecar = try SidecarReader.facts(of: SmallFile.read(library.folder.appending(path), atMost: SidecarReader.longest))
            } catch {
                note(path, error)
            }
        }
    }

    /// Notes pictures of one kind, the best first. Those that are none by their first bytes are left out.
    mutating func offer(_ kind: PictureKind, _ candidates: [FilePath]) {
        for path in candidates.prefix(Self.mostCandidates) {
            do {
                let whole = library.folder.appending(path)
                let status = try FileStatus(whole, followingLinks: true)
                guard status.size <= ArtworkShelf.largest else { throw ArtworkTrouble.tooLarge }
                guard PictureFormat(try SmallFile.head(of: whole, bytes: PictureFormat.length)) != nil else {
                    throw ArtworkTrouble.noPicture
                }
                let source = PictureSource.file(
                    library: library.path, path: path.text, size: status.size, modified: status.modified)
                pictures.append(WantedPicture(kind, source))
            } catch {
                note(path, error)
            }
        }
    }

    /// What was found, by origin.
    var said: [Said] {
        var files = Facts()
        files.pictures = pictures
        return [nfo.map { Said(.nfo, $0.facts) }, sidecar.map { Said(.sidecar, $0) }, files.isEmpty ? nil : Said(.file, files)]
            .compactMap(\.self)
    }

    private static let mostCandidates = 8

    private mutating func note(_ path: FilePath, _ error: any Error) {
        let sentence = (error as? any Complaint)?.sentence ?? "It cannot be read."
        notes.append("\(String(decoding: path.name, as: UTF8.self)): \(sentence)")
    }
}
