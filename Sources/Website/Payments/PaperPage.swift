import KinoraBilling
import Mustache

/// An invoice or a credit note as a page by itself, for whatever makes PDF of it.
enum PaperPage {
    static func html(_ paper: Invoice, _ words: Words, _ templates: Templates) throws -> String {
        try templates.render("account/paper", with: Sheet(words: words, page: InvoiceSheet(paper, words)))
    }

    static func fileName(_ paper: Invoice) -> String {
        String(paper.title.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) + ".pdf"
    }

    private struct Sheet: MustacheParent {
        let words: Words
        let page: InvoiceSheet

        func child(named name: String) -> Any? {
            switch name {
            case "t": words
            case "page": page
            default: nil
            }
        }
    }
}
