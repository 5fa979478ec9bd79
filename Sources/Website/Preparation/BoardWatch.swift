import Foundation
import KinoraPreparation

/// The board as JSON, made at most once a second however many pages look at it.
actor BoardWatch {
    private let desk: any JobDesk
    private let words: Words
    private var last: (text: String, at: ContinuousClock.Instant)?

    private static let freshFor = Duration.seconds(1)

    init(_ desk: any JobDesk, _ words: Words) {
        self.desk = desk
        self.words = words
    }

    func board() async throws -> String {
        let now = ContinuousClock.now
        if let last, now - last.at < Self.freshFor { return last.text }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(try await JobBoard(desk, words)), as: UTF8.self)
        last = (text, now)
        return text
    }
}
