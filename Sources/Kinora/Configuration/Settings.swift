import Foundation
import KinoraPreparation
import Logging

/// What the owner chose, read once at start and handed down in parts. Nothing below reads the environment or a file of settings.
///
/// Each key stands in `kinora.example.yaml` with the same name; a test holds the two together.
struct Settings: Sendable {
    /// `data`: the folder of the database, the packages and the work in progress.
    var data: String
    /// `mongodb-uri` (or `mongodb-uri-file`), `video-api-url` with `video-api-token` (or `video-api-token-file`): where the documents are
    /// kept. Without them, in SQLite in the data folder.
    var engine: EngineChoice
    /// `roles`: what `kinora serve` does of all that a house does. `prepare` adds or takes away that role.
    var roles: Set<ServerRole>
    /// `libraries`: folders of films and series. `films:/path` or `series:/path` says what is in it; a plain path may hold both.
    var libraries: [Library]
    /// `inbox`, `inbox-library`: a folder whose files Kinora takes over, and where they go; nil for none.
    var inbox: Inbox?
    /// `host`: the address to listen on.
    var host: String
    /// `port`: the TCP port to listen on.
    var port: Int
    /// `url`: where visitors find the house, as they type it; what links in letters begin with. Without it, this machine's own address.
    var url: HouseAddress
    /// `proxies`: addresses of the house's own computers that pass requests on and say from whom they are.
    var proxies: [String]
    /// `keys-file`: the house's own secrets; made in the data folder where it is not set.
    var keysFile: String?
    /// `streams`: on how many devices an account may play at once.
    var streams: Int
    /// `backup-into` and what belongs to it: backups that are made by themselves; nil for none.
    var backups: Backups?
    /// `ffmpeg`: the program, by name or path.
    var ffmpeg: String
    /// `ffprobe`: the program, by name or path.
    var ffprobe: String
    /// `workers`: how many pieces of film are encoded at once.
    var workers: Int
    /// `chunk-seconds`: how much of a film is encoded in one piece, and so how much work a killed process loses at most.
    var chunkSeconds: Int
    /// `package-grace-hours`: how long a package stays that another one took the place of.
    var packageGraceHours: Int
    /// `av1`: whether films get AV1 renditions beside those in H.264.
    var av1: Bool
    /// `prepare-extras`: whether trailers and other extras are prepared.
    var preparesExtras: Bool
    /// `settle-seconds`: a file is taken when it has not changed for so long.
    var settleSeconds: Int
    /// `scan-seconds`: the time between two looks at the libraries, where the system does not tell of changes.
    var scanSeconds: Int
    /// `rescan`: when everything is looked at again, as `RescanRule` reads it; nil for never.
    var rescan: RescanRule?
    /// `history-days`: for how long it is kept what was watched; nil for always.
    var historyDays: Int?
    /// `sign-in-days`: for how long it is kept who signed in, and from which device.
    var signInDays: Int
    /// `encode-hours`: when encoding may run, as `Hours` reads it; nil for always.
    var encodeHours: Hours?
    /// `encode-when-idle`: seconds for which nobody must have watched before something is encoded; 0 when it does not matter.
    var encodeWhenIdle: Int
    /// `cpu-share`: how much of the processor encoding may take, in percent of all cores.
    var cpuShare: Int
    /// `time-zone`: the zone of the hours above, and of the times that are told.
    var timeZone: TimeZone
    /// `age-country`: whose age ratings go before others (ISO 3166-1); nil for the strictest that is known.
    var ageCountry: String?
    /// `unrated-for-children`: whether profiles with an age limit see titles that nobody rated.
    var unratedForChildren: Bool
    /// Who is asked about titles; nobody without a key.
    var providers: Providers
    /// Whom people may sign in with besides this house: nobody without a client id.
    var signIn: SignIn
    /// How letters leave the house; nil where it sends none.
    var mail: Mail?
    /// How money is taken through PayPal; nil where it is not.
    var payPal: PayPal?
    /// `neo4j-uri` and what belongs to it: where the recommendation graph is kept too; nil for nowhere.
    var graphDatabase: GraphDatabase?
    /// `recommendations-engine`: who answers what may be liked.
    var recommendationsEngine: RecommendationsEngine
    /// TLS, figures, and what is written down.
    var serving: Serving
    /// `log`: trace, debug, info, notice, warning, error.
    var logLevel: Logger.Level
    /// `--safe-mode`: whether nothing is done but serving what is there.
    var isSafe = false

    struct Inbox: Hashable, Sendable {
        /// Absolute.
        var path: String
        /// One of the libraries.
        var library: Library
    }

    struct Library: Hashable, Sendable {
        /// Absolute.
        var path: String
        var kind: LibraryKind
    }

    /// Every key, for the test that compares them with the example file.
    static let keys =
        [
            "data", "mongodb-uri", "mongodb-uri-file", "video-api-url", "video-api-token", "video-api-token-file", "roles", "prepare",
            "libraries",
            "inbox", "inbox-library",
            "host", "port", "url", "proxies", "keys-file", "streams", "backup-into", "backup-at", "backup-keep", "ffmpeg", "ffprobe",
            "workers", "chunk-seconds",
            "package-grace-hours", "av1", "prepare-extras",
            "settle-seconds", "scan-seconds", "rescan", "history-days", "sign-in-days", "encode-hours", "encode-when-idle", "cpu-share",
            "time-zone", "age-country",
            "unrated-for-children", "providers",
            "provider-language", "tmdb-key", "tmdb-key-file", "tmdb-url", "tmdb-images-url", "omdb-key", "omdb-key-file", "omdb-url",
            "mail-url",
            "mail-password", "mail-password-file", "mail-from", "mail-ca-file", "neo4j-uri", "neo4j-user", "neo4j-password",
            "neo4j-password-file", "neo4j-database", "neo4j-ca-file",
            "recommendations-engine", "log",
        ] + signInKeys + payPalKeys + servingKeys
}
