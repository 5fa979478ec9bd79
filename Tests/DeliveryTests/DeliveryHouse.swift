import Foundation
import HTTPTypes
import Hummingbird
import KinoraGate
import KinoraKernel
import KinoraMedia
import NIOCore

@testable import KinoraDelivery

/// A delivery over one package and one picture in a folder of its own, with a secret beside them that nobody may get.
final class DeliveryHouse: Sendable {
    let root: URL
    let film: Data
    let package = PackageID("0123456789abcdef0123456789abcdef")
    let picture = Digest(of: Array("a picture".utf8)).hex + ".jpg"

    static let filmPath = "v-360/media.mp4"
    static let secret = "nobody may read this"

    /// - Parameter filmSize: bytes of the package's media file; each byte is made from its place.
    init(filmSize: Int = 1000) throws {
        root = FileManager.default.temporaryDirectory.appending(path: "kinora-delivery-\(UUID().uuidString)")
        film = Data((0..<filmSize).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) })
        try write(film, to: "packages/\(PackageLayout.folder(of: package))/\(Self.filmPath)")
        try write(try contents(), to: "packages/\(PackageLayout.folder(of: package))/\(PackageLayout.contents)")
        try write(Data("#EXTM3U\n".utf8), to: "packages/\(PackageLayout.folder(of: package))/\(PackageLayout.hls)")
        try write(Data("a picture".utf8), to: "artwork/\(picture)")
        try write(Data(Self.secret.utf8), to: "secret.txt")
        try write(Data(Self.secret.utf8), to: "packages/secret.txt")
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    func write(_ data: Data, to path: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    var filmFile: URL { root.appending(path: "packages/\(PackageLayout.folder(of: package))/\(Self.filmPath)") }
    var filmAddress: String { "/media/\(package)/\(Self.filmPath)" }

    private func contents() throws -> Data {
        let track = TrackFile(
            size: Int64(film.count), headerEnd: 100, indexEnd: 200, timescale: 90_000, segments: [], averageBandwidth: 1, peakBandwidth: 1,
            digest: Digest(of: film))
        let rendition = VideoRendition(
            name: "v-360", path: Self.filmPath, codec: "avc1.42c01e", width: 640, height: 360, frameRate: FrameRate(25), track: track)
        return try JSONEncoder().encode(
            PackageContents(duration: 1000, presentationOffset: 0, video: [rendition], audio: [], text: []))
    }

    func app(
        _ permission: any WatchPermission = WhoeverAsks(), limits: ConnectionLimits = ConnectionLimits()
    ) -> some ApplicationProtocol {
        let folder = root.appending(path: "packages").path(percentEncoded: false)
        let artwork = ArtworkFolder(root.appending(path: "artwork").path(percentEncoded: false))
        let delivery = Delivery(shelf: PackageShelf(folder: folder), artwork: artwork, permission: permission)
        return Application(
            router: Gate(hosts: .any, admission: Admission(doorkeeper: SomeViewer()), problems: BareProblems()).router(
                for: delivery.routes), server: limits.server)
    }
}

/// Answers problems with their status alone.
struct BareProblems: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
        if let refusal = error as? Refusal { return Response(status: refusal.status, headers: refusal.fields) }
        return Response(status: (error as? any HTTPResponseError)?.status ?? .internalServerError)
    }
}

/// Lets nobody watch.
struct NobodyMayWatch: WatchPermission {
    func mayWatch(_ package: PackageID, _ visitor: Visitor) async throws -> Bool { false }
    func mayWatch(early job: String, _ visitor: Visitor) async throws -> Bool { false }
}

/// Everybody who asks is signed in as the same viewer.
struct SomeViewer: Doorkeeper {
    func principal(token: String?, from origin: RequestOrigin) async throws -> Principal? {
        Principal(member: "m", role: .member, profile: "p", name: "Somebody", session: "s", isFresh: false)
    }
}

/// Lets everybody watch.
struct WhoeverAsks: WatchPermission {
    func mayWatch(_ package: PackageID, _ visitor: Visitor) async throws -> Bool { true }

    func mayWatch(early job: String, _ visitor: Visitor) async throws -> Bool { true }
}
