/// Files and folders that are no part of a library.
package enum IgnoredNames {
    private static let folders: Set<String> = [
        "@eadir", "lost+found", "$recycle.bin", "#recycle", "#snapshot", "system volume information", "@recycle", "@recently-snapshot",
        "thumbs.db",
        "desktop.ini",
    ]

    /// Whether a file or folder of this name is left alone.
    package static func contains(_ name: [UInt8]) -> Bool {
        guard let first = name.first else { return true }
        if first == Byte.dot { return true }
        guard first == UInt8(ascii: "@") || first == UInt8(ascii: "$") || first == UInt8(ascii: "#") || name.count <= 25 else {
            return false
        }
        if folders.contains(String(decoding: name, as: UTF8.self).lowercased()) { return true }
        return FileEnding.known(of: name)?.kind == .unfinished
    }
}
