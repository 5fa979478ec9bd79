/// The addresses of a package that can be watched while it is made, relative to where it is served: the names of `PackageLayout` for
/// manifests and texts; headers and segments, which are slices of a growing file, have addresses of their own.
package enum EarlyLayout {
    /// `v-720/media.mp4` has its header at `v-720/init.mp4`.
    static func header(ofMedia path: String) -> String { beside(path, "init.mp4") }

    /// Segments are counted from 0: `v-720/0.m4s`.
    static func segment(_ number: String, ofMedia path: String) -> String { beside(path, "\(number).m4s") }

    /// The number of a segment by its file name; nil for other names.
    static func number(_ name: some StringProtocol) -> Int? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == "m4s", (1...6).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let number = Int(parts[0])
        return number.map { String($0) } == String(parts[0]) ? number : nil
    }

    private static func beside(_ path: String, _ name: String) -> String {
        (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
    }
}
