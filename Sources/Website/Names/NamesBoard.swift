import KinoraPreparation

/// The names that Kinora is unsure of, and those that the owner has corrected.
struct NamesBoard: Sendable {
    let unsure: [NameLine]
    let count: Int
    /// For the top of the page; nil where nothing is unsure.
    let notice: String?
    /// `and 120 more`; empty where all are shown.
    let more: String
    let corrected: [NameLine]
    /// Files that are gone from the libraries.
    let missing: [NameLine]
    let missingCount: Int
    let moreMissing: String
    /// Titles that providers are not sure of.
    let doubts: [DoubtLine]
    let doubtCount: Int
    /// For the top of the page; nil where every title is certain.
    let doubtNotice: String?
    let moreDoubts: String
    /// Why some provider is not asked at present.
    let providerNotices: [String]

    private static let mostUnsure = 100
    private static let mostCorrected = 50
    private static let mostMissing = 100

    init(_ corrector: Corrector, _ words: Words) async throws {
        count = try await corrector.unsureCount()
        unsure = count == 0 ? [] : try await corrector.unsure(atMost: Self.mostUnsure).map { NameLine($0, words) }
        notice = count == 0 ? nil : words.count(count, one: .oneNameUnsure, many: .manyNamesUnsure)
        more = count > unsure.count ? words(.andMore, String(count - unsure.count)) : ""
        corrected = try await corrector.corrected(atMost: Self.mostCorrected).map { NameLine($0, words) }
        let gone = try await corrector.missingCount()
        missingCount = gone
        missing = gone == 0 ? [] : try await corrector.missing(atMost: Self.mostMissing).map { NameLine(gone: $0, words) }
        moreMissing = gone > missing.count ? words(.andMore, String(gone - missing.count)) : ""
        let inDoubt = try await corrector.doubtCount()
        doubtCount = inDoubt
        doubts = inDoubt == 0 ? [] : try await corrector.doubts(atMost: Self.mostUnsure).map { DoubtLine($0, words) }
        doubtNotice = doubts.isEmpty ? nil : words.count(inDoubt, one: .oneTitleInDoubt, many: .manyTitlesInDoubt)
        moreDoubts = inDoubt > Self.mostUnsure ? words(.andMore, String(inDoubt - Self.mostUnsure)) : ""
        providerNotices = try await corrector.providerNotices().compactMap { words.said($0.reason, $0.explained.map { [$0] }) }
    }
}
