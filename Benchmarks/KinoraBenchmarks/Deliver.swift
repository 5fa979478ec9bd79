import ArgumentParser
import Foundation
import Hummingbird
import KinoraCatalogue
import KinoraDelivery
import KinoraGate
import KinoraKernel
import KinoraMedia
import Logging

/// Serves a package with one media file of some size until it is stopped, with everything between socket and disk as `kinora serve` has it: limits,
/// gate, permission. Says the address of the file, and the cookie with a grant, first.
struct Deliver: AsyncParsableCommand {
    @Argument var folder: String
    @Option(help: "Megabytes of the media file.") var megabytes = 256
    @Flag(help: "Answer everything by the router.") var ordinary = false

    private static let package = PackageID("0123456789abcdef0123456789abcdef")
    private static let path = "v-720/media.mp4"
    private static let filesAtHand = 64

    func run() async throws {
        let packages = URL(filePath: folder).appending(path: "packages")
        let home = packages.appending(path: PackageLayout.folder(of: Self.package))
        try FileManager.default.createDirectory(at: home.appending(path: "v-720"), withIntermediateDirectories: true)
        try writeMedia(to: home.appending(path: Self.path))
        try JSONEncoder().encode(contents()).write(to: home.appending(path: PackageLayout.contents))

        let time = SystemTime()
        guard let keys = HouseKeys([HouseKeys.make()]) else { throw ValidationError("no keys") }
        let seal = GrantSeal(keys: keys, time: time)
        let delivery = Delivery(
            shelf: PackageShelf(folder: packages.path(percentEncoded: false)), artwork: ArtworkFolder(folder), grants: seal,
            audience: NobodysEyes(), filesAtHand: Self.filesAtHand, time: time)
        let gate = Gate(hosts: .loopback, admission: Admission(doorkeeper: NobodyKnown()), problems: StatusAlone())
        let grant = Grant(
            .package(Self.package), member: "m", profile: "p", session: "s", stream: "t", notAfter: time.now + .seconds(86_400))
        let (address, cookie) = ("/media/\(Self.package)/\(Self.path)", "kn_m=\(seal.text(of: grant) ?? "")")
        var logger = Logger(label: "deliver")
        logger.logLevel = .error
        let app = Application(
            router: gate.router(for: delivery.routes),
            server: ConnectionLimits().server(nil, ordinary ? nil : gate.quickLane(delivery.quick, time: time)),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)\(address) \(cookie)")
                fflush(nil)
            }, logger: logger)
        try await app.runService()
    }

    private func writeMedia(to file: URL) throws {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        for number in 0..<megabytes { try handle.write(contentsOf: Data(repeating: UInt8(truncatingIfNeeded: number), count: 1 << 20)) }
        try handle.close()
    }

    private func contents() -> PackageContents {
        let track = TrackFile(
            size: Int64(megabytes) << 20, headerEnd: 100, indexEnd: 200, timescale: 90_000, segments: [], averageBandwidth: 1,
            peakBandwidth: 1,
            digest: Digest(of: Data()))
        let rendition = VideoRendition(
            name: "v-720", path: Self.path, codec: "avc1.42c01e", width: 1280, height: 720, frameRate: FrameRate(25), track: track)
        return PackageContents(
            duration: 1000, presentationOffset: 0, video: [rendition], audio: [], text: [], still: nil, thumbnails: nil, chapters: [])
    }
}

private struct NobodysEyes: PictureAudience {
    func maySee(package: PackageID, _ viewer: Principal) async throws -> Bool { false }
    func maySee(artwork file: String, _ viewer: Principal) async throws -> Bool { false }
}

private struct StatusAlone: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
        Response(status: (error as? Refusal)?.status ?? .internalServerError)
    }
}
