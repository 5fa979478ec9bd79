/// The patterns of a file `.ignore`, as gitignore has them: `*`, `?`, `**`, `!` for exceptions, `/` at the end for folders alone, `/` in
/// front or inside to tie a pattern to the folder the file lies in. An empty file stands for everything.
struct IgnorePatterns: Sendable {
    private struct Pattern: Sendable {
        var parts: [[UInt8]]
        var isException: Bool
        var isFolderOnly: Bool
        var isTied: Bool
    }

    private var patterns: [Pattern] = []
    /// Nothing but white space and comments: the whole folder is left alone.
    let isEmpty: Bool

    /// How much of such a file is read, in bytes.
    static let longest = 64 << 10

    init(_ text: [UInt8]) {
        for line in text.prefix(Self.longest).split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            var line = Array(line)
            while line.last == Byte.space || line.last == 9 { line.removeLast() }
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let isException = first == UInt8(ascii: "!")
            if isException { line.removeFirst() }
            let isFolderOnly = line.last == Byte.slash
            if isFolderOnly { line.removeLast() }
            guard !line.isEmpty else { continue }
            let parts = line.split(separator: Byte.slash).map(Array.init)
            patterns.append(
                Pattern(parts: parts, isException: isException, isFolderOnly: isFolderOnly, isTied: line.contains(Byte.slash)))
        }
        isEmpty = patterns.isEmpty
    }

    /// What the patterns say about a path relative to their folder; nil when they say nothing. The last that fits decides.
    func ignores(_ path: [[UInt8]], isFolder: Bool) -> Bool? {
        for pattern in patterns.reversed() where isFolder || !pattern.isFolderOnly {
            let fits =
                pattern.isTied
                ? Self.fit(pattern.parts[...], path[...]) : path.last.map { Self.fits(pattern.parts.first ?? [], $0) } ?? false
            if fits { return !pattern.isException }
        }
        return nil
    }

    private static func fit(_ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first.elementsEqual("**".utf8) {
            if pattern.count == 1 { return !path.isEmpty }
            return (0...path.count).contains { fit(pattern.dropFirst(), path.dropFirst($0)) }
        }
        guard let name = path.first, fits(first, name) else { return false }
        return fit(pattern.dropFirst(), path.dropFirst())
    }

    /// One part against one name; `*` takes any bytes. Goes back to the last star only, so it ends soon whatever the pattern.
    private static func fits(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var place = 0
        var index = 0
        var star: (pattern: Int, name: Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == name[index] || pattern[place] == UInt8(ascii: "?") {
                place += 1
                index += 1
            } else if let last = star {
                place = last.pattern + 1
                index = last.name + 1
                star = (last.pattern, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
