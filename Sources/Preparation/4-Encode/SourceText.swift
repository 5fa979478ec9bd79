import Foundation
import KinoraKernel

/// Subtitles as somebody wrote them, before they become WebVTT.
struct SourceText: Sendable {
    /// One file, or in a film in several files one for each that has any.
    private(set) var pieces: [TextPiece]
    var language: LanguageTag
    var label: String
    var isDefault: Bool
    var isForced: Bool
    var isForHearingImpaired: Bool
    /// Whether it comes from inside the film's file.
    var isFromInside = false

    init(_ track: PlannedText, at path: String, in plan: Plan) {
        pieces = [TextPiece(path: FilePath(bytes: Array(path.utf8)))]
        language = track.language
        label = track.label
        isDefault = track.isDefault
        isForced = track.isForced
        isForHearingImpaired = track.isForHearingImpaired
        isFromInside = true
        if let part = track.part { move(to: TextPiece.Place(plan, part)) }
    }

    /// Nil for forms that hold pictures.
    init?(_ companion: Companion, library: String) {
        let ending = companion.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard ["srt", "ass", "ssa", "vtt"].contains(ending) else { return nil }
        pieces = [TextPiece(path: FilePath(text: library).appending(FilePath(text: companion.path)))]
        language = companion.language
        label = companion.label ?? ""
        isDefault = companion.isDefault
        isForced = companion.isForced
        isForHearingImpaired = companion.isForHearingImpaired
    }

    /// Counts its times from where one file of a film in several begins.
    mutating func move(to place: TextPiece.Place) {
        for index in pieces.indices { pieces[index].place = place }
    }

    /// Takes together what goes on from file to file: of one language and kind, the first with the first, the second with the second.
    static func joined(_ texts: [SourceText]) -> [SourceText] {
        var whole: [SourceText] = []
        for text in texts {
            let part = text.pieces.first?.place?.part
            if part != nil, let index = whole.firstIndex(where: { $0.isAlike(text) && $0.pieces.allSatisfy { $0.place?.part != part } }) {
                whole[index].pieces += text.pieces
                whole[index].isDefault = whole[index].isDefault || text.isDefault
            } else {
                whole.append(text)
            }
        }
        return whole
    }

    private func isAlike(_ other: SourceText) -> Bool {
        language == other.language && isForced == other.isForced && isForHearingImpaired == other.isForHearingImpaired
            && pieces.contains { $0.place != nil }
    }
}
