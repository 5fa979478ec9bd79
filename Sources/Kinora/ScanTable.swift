import KinoraKernel
import KinoraPreparation

/// What a scan found, for a terminal: a heading for each thing that would happen, and the videos it would happen to.
///
/// Every line is bounded, and control characters of names are shown as spaces.
struct ScanTable {
    private let report: ScanReport

    init(_ report: ScanReport) {
        self.report = report
    }

    var text: String {
        var lines = ["\(report.library.onOneLine())  (\(Self.name(of: report.kind)))"]
        if let refusal = report.refusal { return (lines + ["", "  Nothing would be changed. \(refusal)"]).joined(separator: "\n") }
        lines.append("  " + overview)
        for section in Self.sections { lines += text(of: section) }
        if !report.notes.isEmpty { lines += ["", "  Notes"] + report.notes.map { "    " + $0.onOneLine() } }
        return lines.joined(separator: "\n")
    }

    private static func name(of kind: LibraryKind) -> String {
        switch kind {
        case .films: "films"
        case .series: "series"
        case .mixed: "films and series"
        }
    }

    private var overview: String {
        if report.videos == 0, report.items.isEmpty { return "There are no videos in it." }
        let count = report.videos == 1 ? "1 video" : "\(report.videos) videos"
        let prepared = report.items.count { Self.sections[0].holds($0) }
        let parts = [
            count, report.unchanged > 0 ? "\(report.unchanged) known and unchanged" : nil, prepared > 0 ? "\(prepared) to prepare" : nil,
            report.items.isEmpty ? "nothing to do" : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    // MARK: - Sections

    private struct Section {
        var heading: String
        var findings: [ScanReport.Finding]
        /// Whether it holds what is not prepared although it could be read.
        var isHeldBack = false

        func holds(_ item: ScanReport.Item) -> Bool {
            let takesHeldBack: [ScanReport.Finding] = [.new, .replaced]
            if item.isHeldBack, takesHeldBack.contains(item.finding) { return isHeldBack }
            return !isHeldBack && findings.contains(item.finding)
        }
    }

    private static let sections = [
        Section(heading: "To prepare", findings: [.new, .replaced]),
        Section(heading: "Not prepared", findings: [], isHeldBack: true),
        Section(heading: "Unusable", findings: [.unusable]),
        Section(heading: "Still being written; taken once they rest", findings: [.growing]),
        Section(heading: "Moved or renamed", findings: [.moved]),
        Section(heading: "Back again", findings: [.returned]),
        Section(heading: "To describe anew, because files beside them have changed", findings: [.described]),
        Section(heading: "With other subtitle files than before", findings: [.subtitled]),
        Section(heading: "With another date, but the same content", findings: [.touched]),
        Section(heading: "Copies; prepared once", findings: [.copied]),
        Section(heading: "Missing; what was prepared of them plays on", findings: [.missing]),
        Section(heading: "Parts of films whose other parts are gone; not prepared", findings: [.torn]),
        Section(heading: "Extras that are not prepared", findings: [.extra]),
    ]

    private func text(of section: Section) -> [String] {
        let items = report.items.filter(section.holds)
        guard !items.isEmpty else { return [] }
        let width = min(Self.widest, items.map { Self.title($0).count }.max() ?? 0)
        return ["", "  \(section.heading) (\(items.count))"] + items.flatMap { Self.lines($0, width: width) }
    }

    /// Columns a title may take before the paths stand further right.
    private static let widest = 44

    private static func title(_ item: ScanReport.Item) -> String {
        guard item.finding != .missing, item.finding != .extra else { return "" }
        return (item.readsAs ?? "").onOneLine(atMost: 100)
    }

    private static func lines(_ item: ScanReport.Item, width: Int) -> [String] {
        let title = title(item)
        let gap = width == 0 ? "" : String(repeating: " ", count: max(0, width - title.count) + 2)
        var lines = ["    " + title + gap + item.path.onOneLine(atMost: 200)]
        if let former = item.formerPath { lines.append("        It was \(former.onOneLine(atMost: 200)).") }
        if let reason = item.reason { lines.append("        " + reason.onOneLine(atMost: 400)) }
        return lines
    }
}
