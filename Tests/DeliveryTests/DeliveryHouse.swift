import Foundation
import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import NIOCore
import NIOSSL
import Testing

@testable import KinoraDelivery
@testable import KinoraMedia

/// A delivery over one package and one picture in a folder of its own, with a secret beside them that nobody may get.
final class DeliveryHouse: Sendable {
    let time = StoppedTime(at: Moment(milliseconds: 1_800_000_000_000))
    let seal: GrantSeal
    let root: URL
    let film: Data
    /// Counts what was answered at once.
    let meter = QuickMeter()
    /// Names by which the house may be asked.
    let hosts: AllowedHosts
    let package = PackageID("0123456789abcdef0123456789abcdef")
    let picture = Digest(of: Array("a picture".utf8)).hex + ".jpg"

    static let filmPath = "v-360/media.mp4"
    static let stillPath = "still.jpg"
    /// What stands in the files that no test looks into.
    static let filler = "#EXTM3U\n"
    static let secret = "nobody may read this"

    /// - Parameter filmSize: bytes of the package's media file; each byte is made from its place.
    init(filmSize: Int = 1000, keys: [UInt8] = HouseKeys.make(), hosts: AllowedHosts = .any) throws {
        self.hosts = hosts
        seal = GrantSeal(keys: try #require(HouseKeys([keys])), time: time)
        root = FileManager.default.temporaryDirectory.appending(path: "kinora-delivery-\(UUID().uuidString)")
        film = Data((0..<filmSize).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) })
        try write(film, to: "packages/\(PackageLayout.folder(of: package))/\(Self.filmPath)")
        try write(try contents(), to: "packages/\(PackageLayout.folder(of: package))/\(PackageLayout.contents)")
        for path in try PackageFiles(of: packageContents).contentTypes.keys.sorted()
        where ![Self.filmPath, PackageLayout.contents].contains(path) {
            try write(Data(Self.filler.utf8), to: "packages/\(PackageLayout.folder(of: package))/\(path)")
        }
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
        // What the system is about to write to the disk it does not read at once.
        let handle = try FileHandle(forUpdating: file)
        try handle.synchronize()
        try handle.close()
    }

    var filmFile: URL { root.appending(path: "packages/\(PackageLayout.folder(of: package))/\(Self.filmPath)") }
    var filmAddress: String { "/media/\(package)/\(Self.filmPath)" }

    /// The paths of all files of the package.
    var paths: [String] { get throws { try PackageFiles(of: packageContents).contentTypes.keys.sorted() } }

    private func contents() throws -> Data { try JSONEncoder().encode(packageContents) }

    private var packageContents: PackageContents {
        let track = TrackFile(
            size: Int64(film.count), headerEnd: 100, indexEnd: 200, timescale: 90_000, segments: [], averageBandwidth: 1, peakBandwidth: 1,
            digest: Digest(of: film))
        let rendition = VideoRendition(
            name: "v-360", path: Self.filmPath, codec: "avc1.42c01e", width: 640, height: 360, frameRate: FrameRate(25), track: track)
        let (size, digest) = (Int64(Self.filler.utf8.count), Digest(of: Data(Self.filler.utf8)))
        let sheet = StillImage(path: PackageLayout.thumbnailSheet(1), size: size, digest: digest)
        return PackageContents(
            duration: 1000, presentationOffset: 0, video: [rendition], audio: [],
            text: [TextTrack(name: "en", path: "text/en.vtt", language: LanguageTag("en"), size: size, digest: digest)],
            still: StillImage(path: Self.stillPath, size: size, digest: digest),
            thumbnails: Thumbnails(width: 160, height: 90, columns: 1, rows: 1, interval: 1000, count: 1, sheets: [sheet]),
            chapters: [])
    }

    /// A grant of this house.
    func grant(_ subject: StreamSubject? = nil, life: Duration = Grant.life) throws -> String {
        try #require(
            seal.text(
                of: Grant(
                    subject ?? .package(package), member: "m", profile: "p", session: "s", stream: "t", notAfter: time.now + life)))
    }

    /// The folder of an address that somebody copied.
    func addressFolder(life: Duration = .seconds(3600)) throws -> String {
        var grant = Grant(.package(package), member: "m", profile: "p", session: "", stream: "a", notAfter: time.now + life)
        grant.isAddress = true
        return StreamSubject.package(package).folder(grant: try #require(seal.text(of: grant)))
    }

    /// Asks until the answer comes at once: whoever asks on a connection before the router has quite ended its last answer there is answered by the
    /// router once more.
    func untilQuick<Answer>(_ ask: () async throws -> Answer) async throws -> Answer {
        while true {
            let before = meter.answers
            let answer = try await ask()
            if meter.answers > before { return answer }
        }
    }

    /// What a browser with a grant sends.
    func cookie(_ subject: StreamSubject? = nil) throws -> String { "__Secure-kn_m=\(try grant(subject))" }

    /// - Parameters:
    ///   - audience: whose eyes pictures are for; for everybody's where nothing is said.
    ///   - filesAtHand: with none, everything is answered by the router.
    func app(
        _ audience: any PictureAudience = Eyes(), limits: ConnectionLimits = ConnectionLimits(), places: any EarlyPlaces = NoPlaces(),
        keeper: (any AddressKeeper)? = nil, filesAtHand: Int = 8, witness: (any ServingWitness)? = nil, tls: TLSConfiguration? = nil
    ) -> some ApplicationProtocol {
        let shelf = PackageShelf(folder: root.appending(path: "packages").path(percentEncoded: false))
        let artwork = ArtworkFolder(root.appending(path: "artwork").path(percentEncoded: false))
        let delivery = Delivery(
            shelf: shelf, artwork: artwork, grants: seal, audience: audience, witness: witness, filesAtHand: filesAtHand, time: time)
        let work = EarlyShelf(folder: root.appending(path: "work").path(percentEncoded: false))
        let early = EarlyDelivery(early: work, packages: shelf, places: places, grants: seal)
        let gate = Gate(hosts: hosts, admission: Admission(doorkeeper: OneDoorkeeper()), problems: BareProblems())
        let routes = delivery.routes + early.routes + PathDelivery(delivery, early, grants: seal, keeper: keeper).routes
        return Application(
            router: gate.router(for: routes), server: limits.server(tls, gate.quickLane(delivery.quick, meter: meter, time: time)))
    }
}

/// Knows a few people by their tokens.
struct OneDoorkeeper: Doorkeeper {
    func principal(token: String?, from origin: RequestOrigin) async throws -> Principal? {
        guard let token, ["grown-up", "child", "nobody-chosen"].contains(token) else { return nil }
        return Principal(
            member: "m", role: .member, profile: token == "nobody-chosen" ? nil : token, name: token, ageLimit: token == "child" ? 6 : nil,
            session: "s", isFresh: true)
    }
}

/// Eyes that see what is not for older people.
struct Eyes: PictureAudience {
    var leastAge = 0
    var asked: @Sendable () -> Void = {}

    func maySee(package: PackageID, _ viewer: Principal) async throws -> Bool { sees(viewer) }
    func maySee(artwork file: String, _ viewer: Principal) async throws -> Bool { sees(viewer) }

    private func sees(_ viewer: Principal) -> Bool {
        asked()
        return viewer.ageLimit.map { $0 >= leastAge } ?? true
    }
}

/// A queue without jobs.
struct NoPlaces: EarlyPlaces {
    func place(of job: String) async throws -> EarlyPlace? { nil }
}

/// Answers problems with their status alone.
struct BareProblems: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response {
        if let refusal = error as? Refusal { return Response(status: refusal.status, headers: refusal.fields) }
        return Response(status: (error as? any HTTPResponseError)?.status ?? .internalServerError)
    }
}
