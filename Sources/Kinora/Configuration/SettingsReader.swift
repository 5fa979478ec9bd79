import Configuration
import Foundation
import KinoraPreparation
import Logging
import SystemPackage

/// Reads settings in the order flags, `KINORA_*` environment variables, `kinora.yaml`.
struct SettingsReader {
    /// What was given on the command line; nil where nothing was said.
    struct Flags: Sendable {
        var library: [String] = []
        var data: String?
        var mongodb: String?
        var videoAPI: String?
        var videoAPITokenFile: String?
        var roles: String?
        var prepares: Bool?
        var config: String?
        var log: String?
        var host: String?
        var port: Int?
        var url: String?
    }

    let reader: ConfigReader
    let flags: Flags

    /// - Throws: `SettingsFailure` when a file that was asked for cannot be read as YAML.
    init(flags: Flags) async throws {
        self.flags = flags
        let file = flags.config ?? "kinora.yaml"
        guard flags.config == nil || FileManager.default.isReadableFile(atPath: file) else {
            throw SettingsFailure(sentence: "The settings file \(file) cannot be read; check the path given with --config.")
        }
        do {
            let yaml = try await FileProvider<YAMLSnapshot>(filePath: FilePath(file), allowMissing: flags.config == nil)
            reader = ConfigReader(providers: [EnvironmentVariablesProvider().prefixKeys(with: "kinora"), yaml])
        } catch {
            throw SettingsFailure(sentence: "The settings file \(file) is not understood; compare it with kinora.example.yaml.")
        }
    }

    func settings() throws -> Settings {
        let data = Self.absolute(flags.data ?? text("data") ?? "data")
        let engine = try engine(data)
        let zone = try timeZone()
        let libraries = try libraries()
        return Settings(
            data: data,
            engine: engine,
            roles: try roles(engine),
            libraries: libraries,
            inbox: try inbox(for: libraries),
            host: flags.host ?? text("host") ?? "127.0.0.1",
            port: try flags.port ?? number("port", within: 0...65535) ?? 8080,
            url: try houseAddress(),
            proxies: reader.stringArray(forKey: "proxies", default: []).filter { !$0.isEmpty },
            keysFile: text("keys-file").map(Self.absolute),
            streams: try number("streams", within: 1...1000) ?? 4,
            backups: try backups(in: zone),
            ffmpeg: text("ffmpeg") ?? "ffmpeg",
            ffprobe: text("ffprobe") ?? "ffprobe",
            workers: try number("workers", within: 1...256) ?? ProcessInfo.processInfo.activeProcessorCount,
            chunkSeconds: try number("chunk-seconds", within: 4...600) ?? 60,
            packageGraceHours: try number("package-grace-hours", within: 0...8760) ?? 24,
            av1: try flag("av1"),
            preparesExtras: try flag("prepare-extras", unless: true),
            settleSeconds: try number("settle-seconds", within: 0...86_400) ?? 30,
            scanSeconds: try number("scan-seconds", within: 1...86_400) ?? 30,
            rescan: try rescan(in: zone),
            historyDays: try number("history-days", within: 0...36_500).flatMap { $0 == 0 ? nil : $0 },
            signInDays: try number("sign-in-days", within: 1...36_500) ?? 365,
            encodeHours: try hours(in: zone),
            encodeWhenIdle: try number("encode-when-idle", within: 0...86_400) ?? 0,
            cpuShare: try number("cpu-share", within: 1...100) ?? 100,
            timeZone: zone,
            ageCountry: try ageCountry(),
            unratedForChildren: try flag("unrated-for-children"),
            providers: try providers(),
            signIn: try signIn(),
            mail: try mail(),
            payPal: try payPal(data),
            graphDatabase: try graphDatabase(),
            recommendationsEngine: try recommendationsEngine(),
            serving: try serving(),
            logLevel: try logLevel()
        )
    }

    private func houseAddress() throws -> HouseAddress {
        guard let text = flags.url ?? text("url") else { return .thisMachine }
        guard let address = HouseAddress(text) else {
            throw SettingsFailure.wrong("url", text, wanted: "an address as visitors type it, such as https://films.example.org")
        }
        return address
    }

    func text(_ key: String, isSecret: Bool = false) -> String? {
        reader.string(forKey: ConfigKey([key]), isSecret: isSecret).flatMap { $0.isEmpty ? nil : $0 }
    }

    func number(_ key: String, within range: ClosedRange<Int>) throws -> Int? {
        if let number = reader.int(forKey: ConfigKey([key])), text(key) == nil || Int(text(key) ?? "") != nil {
            guard range.contains(number) else {
                throw SettingsFailure.wrong(key, "\(number)", wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        guard let text = text(key) else { return nil }
        throw SettingsFailure.wrong(key, text, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    func flag(_ key: String, unless usual: Bool = false) throws -> Bool { try saidFlag(key) ?? usual }

    /// Nil where nothing was said.
    func saidFlag(_ key: String) throws -> Bool? {
        if let flag = reader.bool(forKey: ConfigKey([key])) { return flag }
        guard let text = text(key) else { return nil }
        throw SettingsFailure.wrong(key, text, wanted: "true or false")
    }

    func logLevel() throws -> Logger.Level {
        guard let text = flags.log ?? text("log") else { return .info }
        guard let level = Logger.Level(rawValue: text) else {
            throw SettingsFailure.wrong("log", text, wanted: "one of trace, debug, info, notice, warning, error")
        }
        return level
    }

    private func libraries() throws -> [Settings.Library] {
        let given = flags.library.isEmpty ? reader.stringArray(forKey: "libraries", default: []) : flags.library
        return given.filter { !$0.isEmpty }.map { text in
            for kind in [LibraryKind.films, .series] where text.hasPrefix("\(kind.rawValue):") {
                return Settings.Library(path: Self.absolute(String(text.dropFirst(kind.rawValue.count + 1))), kind: kind)
            }
            return Settings.Library(path: Self.absolute(text), kind: .mixed)
        }
    }

    static func absolute(_ path: String) -> String {
        let expanded = path.hasPrefix("~") ? NSString(string: path).expandingTildeInPath : path
        let base = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        let full = URL(fileURLWithPath: expanded, relativeTo: base).standardizedFileURL.path
        return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
    }
}
