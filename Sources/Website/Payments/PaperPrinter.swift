/// Makes a PDF of a page, where this machine has a tool for that.
package protocol PaperPrinter: Sendable {
    /// Longer than one page takes in the worst case.
    var patience: Duration { get }

    /// - Parameters:
    ///   - html: a whole page that needs nothing from elsewhere.
    ///   - style: the path of its style sheet.
    /// - Throws: a `Complaint` where the tool fails.
    func pdf(of html: String, style: String) async throws -> [UInt8]
}
