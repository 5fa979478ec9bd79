import Foundation

/// The owner's right to the bytes of what a house plays, as part of an address: what players without cookies are given.
enum MediaGrant {
    /// Pages that are looked at for one that plays a package.
    private static let mostPages = 300
    /// Each watch page that nobody leaves holds a place among the account's streams for a minute; who finds none waits until one is free
    /// (curl does, on 429).
    static let patience = ["--retry", "9", "--retry-max-time", "300"]

    /// Where the files of a package are: found by the watch page that plays it.
    static func folder(of package: String, at house: String) async throws -> String {
        var (waiting, seen) = (["/films", "/series"], Set<String>())
        while let path = waiting.popLast(), seen.count < mostPages {
            guard seen.insert(path).inserted else { continue }
            let page = try await RunningHouse.get(house + path, ["-i"] + patience)
            if path.hasPrefix("/watch/"), let folder = folder(in: page, of: package) { return house + folder }
            waiting += page.matches(of: /href="(\/(?:films|series|watch)\/[^"#]+)"/).map { String($0.1) }
        }
        throw ToolFailure(message: "no page of \(house) plays the package \(package)")
    }

    /// The address of a file that a watch page plays, with the right in it.
    static func carried(_ file: String, from watchPage: String, at house: String) async throws -> String {
        let parts = file.split(separator: "/")
        let page = try await RunningHouse.get(house + watchPage, ["-i"] + patience)
        guard parts.count > 2, let folder = folder(in: page, of: String(parts[1])) else {
            throw ToolFailure(message: "\(watchPage) gives no right to \(file)")
        }
        return ([house + folder] + parts.dropFirst(2).map(String.init)).joined(separator: "/")
    }

    private static func folder(in page: String, of name: String) -> String? {
        guard let cookie = page.firstMatch(of: /(?i)set-cookie: (?:__Secure-)?kn_m=([^;\s]+); Path=\/(?:media|early)\/([^\/;]+)\//),
            cookie.2 == name
        else { return nil }
        return "/m/\(cookie.1)/\(name)"
    }
}
