import KinoraBilling
import KinoraCatalogue
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraViewing
import KinoraWebhooks
import Testing

@testable import KinoraWebsite

@Suite("Why something is as it is, in the reader's language")
struct ReasonTests {
    private static let package = PackageID("p-1")

    private static let troubles: [Trouble] = [
        .gone(path: "/a"), .libraryAway(folder: "/a"), .unreadable(path: "/a", reason: "Permission denied"), .empty, .notVideo, .noPicture,
        .encrypted, .damaged("it holds no pictures"), .incomplete(ends: 41, of: 97), .tooLong(hours: 12), .changed,
        .ofPart(2, .damaged("only \(7) of \(9) pictures of \("a") can be decoded")), .toolMissing(name: "ffprobe", package: "ffmpeg"),
        .diskFull(folder: "/a"), .notEnoughSpace(needed: 91_000_000, free: 17_000_000, folder: "/a"),
        .cannotWrite(folder: "/a", reason: "Read-only file system"), .toolFailed(name: "ffmpeg", reason: "it said nothing"),
        .stalled(name: "ffmpeg", minutes: 10), .interrupted(name: "ffmpeg"), .notAsPlanned("a track is missing"),
    ]
    private static let files: [FileTrouble] = [
        .notThere, .noPermission, .emptyFile, .emptyPart("a cd2.avi"), .isLoop, .nameTooLong, .isNoFile, .changedWhileReading,
        .other("Input/output error"),
    ]
    private static let mediaFiles: [MediaFileProblem] = [
        .system("a.mp4", reason: "No such file or directory"), .damaged("a.mp4", "No space left on device"),
        .unsupported("a.mp4", "Stale file handle"),
    ]
    private static let packaging: [PackagingProblem] = [
        .timeline("permission denied"), .unsteady("a.mp4"), .differs("a.mp4"), .noCleanStart("a.mp4", frame: 31),
        .frames(expected: 41, found: 37), .other("a.mp4", "permission denied"),
    ]
    private static let packages: [PackageProblem] = [
        .path("../a"), .contents(package, reason: "permission denied"), .form(package, 9), .damaged(package, path: "a.mp4"),
        .times(package, path: "a.mp4"),
    ]
    private static let subtitles: [SubtitleProblem] = [.tooLarge, .notText, .noCues, .tooManyCues]
    private static let corrections: [CorrectionTrouble] = [
        .unknownSource, .unknownLibrary("/a"), .unknownCandidate, .unknownPicture, .noSuchMoment,
    ]
    private static let lookups: [LookupTrouble] = [
        .keyRefused(.tmdb), .dailyLimit(.omdb), .away(.tmdb, reason: "it answers \(503)", for: .seconds(60)),
        .unreadable(.omdb, reason: "it is no JSON object"),
    ]
    private static let webhooks: [WebhookComplaint] = [
        .badAddress(reason: "it is no address like https://example.org/kinora"), .addressTaken, .nothingToTell, .tooMany(20),
        .unknown("w-1"), .ambiguous("w-1"),
    ]
    private static let payments: [ProviderFailure] = [
        .unavailable("down", retryAfter: nil), .notApproved, .declined, .refused(code: "NO", reference: "r-1"),
        .refused(code: "NO", reference: nil), .unknown,
    ]

    private static var orders: [JobRefusal] {
        let commands = ["paused", "resumed", "tried again", "cancelled"]
        var orders = [JobRefusal.noSuchJob("j-1")]
        for state in Job.State.allCases {
            for command in commands { orders.append(.wrongState(label: "Film", state: state, command: command)) }
        }
        return orders
    }

    private static var explanations: [Explanation] {
        var all = troubles.map(\.explanation)
        all += files.map(\.explanation)
        all += mediaFiles.map(\.explanation)
        all += packaging.map(\.explanation)
        all += packages.map(\.explanation)
        all += subtitles.map(\.explanation)
        all += corrections.map(\.explanation)
        all += lookups.map(\.explanation)
        all += webhooks.map(\.explanation)
        all += payments.map(\.explanation)
        all += orders.map(\.explanation)
        all += [PartPlace(numbers: [1, 3]), PartPlace(numbers: [1, 4])].compactMap(\.explanation)
        all += [TasteFull().explanation, HomePlanFull().explanation]
        return all
    }

    /// The texts of an explanation and of what is in it for which no phrase is known.
    private static func unknown(_ explanation: Explanation) -> [String] {
        guard let values = explanation.values else { return [] }
        return (Words.explained[explanation.text] == nil ? [explanation.text] : []) + values.flatMap { unknown($0) }
    }

    /// Names, numbers and what others said: the same in every language.
    private static func names(_ explanation: Explanation) -> [String] {
        guard let values = explanation.values else { return [explanation.text] }
        return values.flatMap { names($0) }
    }

    @Test("Every trouble has a phrase in each language, with what is in it", arguments: Words.spoken)
    func complete(tag: String) throws {
        let words = try #require(Words.speaking(tag))
        for explanation in Self.explanations {
            #expect(Self.unknown(explanation) == [], "\(explanation.english)")
            let said = words.said(explanation)
            #expect(!said.contains("{}") && (tag == "en") == (said == explanation.english), "\(said)")
            for name in Self.names(explanation) { #expect(said.contains(name), "\(name) in \(said)") }
        }
    }

    @Test("Each English text leads to one phrase")
    func one() {
        let phrases = Phrase.allCases.filter { $0.rawValue.hasPrefix("trouble") }
        #expect(phrases.count > 150 && Words.explained.count == phrases.count)
    }

    @Test(
        "What names leave in doubt is said in German too",
        arguments: [
            ("Apollo 13.mkv", LibraryKind.mixed), ("Harbour 2049.mkv", .films), ("00017.mkv", .films), ("1999 - Harbour.mkv", .films),
            ("Night Quay (1979)/Night Quay (1981).mkv", .films),
            ("Night Quay (1979) [tmdbid-1]/Night Quay (1979) [tmdbid-2].mkv", .films),
            ("Lantern Island (2015)/Dark Water 2.mkv", .films), ("Night Ferry/Season 2/Night Ferry S03E01.mkv", .series),
            ("Night Ferry/Night Ferry 107.mkv", .series), ("Night_Ferry_102.mkv", .series),
            ("Night Ferry/Season 2/The Crossing.mkv", .series), ("Late Desk/Late Desk 03.04.2014.mkv", .series),
            ("[Group] Night Ferry S3 - 12 [720p].mkv", .series), ("Night Ferry/Season 2/203 - Crossing.mkv", .series),
        ])
    func doubts(path: String, kind: LibraryKind) throws {
        let reading = NameReader(year: 2026).read(path: path, libraryKind: kind)
        #expect(!reading.doubts.isEmpty && reading.explainedDoubts.map(\.english) == reading.doubts)
        let german = try #require(Words.speaking("de"))
        for doubt in reading.explainedDoubts {
            #expect(Self.unknown(doubt) == [], "\(doubt.english)")
            #expect(german.said(doubt) != doubt.english)
        }
    }

    @Test("What is not known, or not what the document says, stays English")
    func plain() throws {
        let german = try #require(Words.speaking("de"))
        let empty = Trouble.empty.explanation
        #expect(german.said("Something \("new")." as Explanation) == "Something new.")
        #expect(german.said("\("This is not a video file.")" as Explanation) == "This is not a video file.")
        #expect(german.said(Trouble.empty.sentence, nil) == "The file is empty; copy it again.")
        #expect(german.said("Something else.", [empty]) == "Something else.")
        #expect(german.said(nil, [empty]) == nil)
        #expect(german.said(Trouble.empty.sentence, [empty]) == "Die Datei ist leer; kopiere sie noch einmal.")
        let two = [empty, Trouble.notVideo.explanation]
        #expect(german.said(two.english, two) == "Die Datei ist leer; kopiere sie noch einmal. Das ist keine Videodatei.")
    }

    @Test("A name that looks like a phrase stays a name")
    func names() throws {
        let german = try #require(Words.speaking("de"))
        let refusal = JobRefusal.wrongState(label: "paused", state: .paused, command: "paused")
        #expect(german.said(refusal) == "„paused“ kann nicht angehalten werden; der Stand ist jetzt: angehalten.")
    }
}
