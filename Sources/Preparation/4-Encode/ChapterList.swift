import Foundation
import KinoraKernel
import KinoraMedia

/// Makes chapters of what a file states: in order, inside the film, one after the other, and not too many.
package enum ChapterList {
    /// Chapters that are kept; no film has more that anybody looks for.
    package static let most = 500
    package static let longestTitle = 100
    /// Seconds; what begins nearer to the one before is no chapter of its own.
    private static let shortest = 1.0

    /// - Parameters:
    ///   - found: in the file's order.
    ///   - origin: when the film begins, by the same clock as the chapters.
    ///   - duration: the film's, in seconds.
    package static func tidy(_ found: [SourceChapter], origin: Double, duration: Double) -> [Chapter] {
        var kept: [SourceChapter] = []
        for chapter in moved(found, by: -origin) where chapter.start <= duration - shortest {
            let title = chapter.title.onOneLine(atMost: longestTitle).trimmingCharacters(in: .whitespaces)
            if let last = kept.last, chapter.start - last.start < shortest {
                // Chapters inside chapters begin together: one name is enough.
                if last.title.isEmpty { kept[kept.count - 1].title = title }
                continue
            }
            kept.append(SourceChapter(start: chapter.start, end: chapter.end, title: title))
            if kept.count == most { break }
        }
        // One that is the whole film tells nothing.
        guard kept.count > 1 || kept.contains(where: { $0.start > 0 }) else { return [] }
        return kept.enumerated().map { place, chapter in
            let next = place + 1 < kept.count ? kept[place + 1].start : duration
            let stated = chapter.end.flatMap { $0 >= chapter.start + shortest ? $0 : nil } ?? next
            return Chapter(start: milliseconds(chapter.start), end: milliseconds(min(stated, next)), title: chapter.title)
        }
    }

    /// Sorted by their beginning. Of those that begin before the film the last goes on into it, unless it ends before.
    private static func moved(_ found: [SourceChapter], by shift: Double) -> [SourceChapter] {
        let sound = found.filter { $0.start.isFinite && abs($0.start) < 1e9 }.enumerated()
            .map { place, chapter in
                let end = chapter.end.flatMap { $0.isFinite && abs($0) < 1e9 ? $0 + shift : nil }
                return (place: place, chapter: SourceChapter(start: chapter.start + shift, end: end, title: chapter.title))
            }
            .sorted { ($0.chapter.start, $0.place) < ($1.chapter.start, $1.place) }
            .map(\.chapter)
        var inside = Array(sound.drop { $0.start < 0 })
        if var before = sound.prefix(while: { $0.start < 0 }).last, before.end ?? .infinity > shortest,
            inside.first?.start ?? .infinity >= shortest
        {
            before.start = 0
            inside.insert(before, at: 0)
        }
        return inside
    }

    private static func milliseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1000).rounded()) }
}
