import Foundation
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraKernel

/// Puts the invoice or the credit note that a letter is about into it as PDF, where this machine makes PDF.
package struct PaperEnclosures: LetterEnclosing {
    private let papers: Records<Invoice>
    private let printer: any PaperPrinter
    private let templates: Templates
    private let style: String

    /// What mail servers take, with room for what transport adds.
    private static let mostBytes = 4 << 20

    /// - Throws: a `Complaint` when the website's own files are missing or unreadable.
    package init(store: any DocumentStore, printer: any PaperPrinter, folder: SiteFolder = .bundled) throws {
        papers = Records(in: store)
        self.printer = printer
        templates = try Templates(folder)
        style = folder.assets.appending(path: "paper.css").path(percentEncoded: false)
    }

    package var patience: Duration { printer.patience }

    package func enclosure(of letter: Letter) async throws -> WrittenLetter.Enclosure? {
        guard case .payment(let payment) = letter.kind, let name = payment.paper, let paper = try await papers.read(name)?.value,
            paper.member == letter.member
        else { return nil }
        let words = letter.language.flatMap(Words.speaking) ?? .english
        let bytes = try await printer.pdf(of: try PaperPage.html(paper, words, templates), style: style)
        guard bytes.count <= Self.mostBytes else { return nil }
        return .init(name: PaperPage.fileName(paper), type: "application/pdf", bytes: bytes)
    }
}
