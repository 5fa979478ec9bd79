import KinoraCatalogue
import KinoraDocuments

/// Where something is said in one film, or in the episodes of one season.
struct SaidPage: Sendable {
    let back: Banner.Link
    let heading: String
    let form: SaidForm
    let advice: String?
    /// Nil where nothing is found.
    let said: SaidList?

    /// - Parameter found: nil where nothing can be looked for at present.
    init(_ found: [SaidIn]?, in title: String, at place: Place, _ form: SaidForm, _ words: Words) {
        back = .init(address: place.address, label: title)
        self.form = form
        let list = SaidList(found ?? [], words)
        said = list
        if FoldedWords.of(form.text).isEmpty {
            heading = words(.saidWhere)
            advice = words(.saidInvitation)
        } else {
            heading = Self.isQuoted(form.text) ? form.text : words(.saidHeading, form.text)
            advice = found == nil ? words(.saidNotNow) : list == nil ? words(.saidNothing) : nil
        }
    }
}

extension SaidPage {
    /// Whether a text has quotation marks of its own.
    private static func isQuoted(_ text: String) -> Bool { text.contains { "\"“”„‟«»「」『』".contains($0) } }
}

/// The field “Where do they say …” of a title.
struct SaidForm: Sendable {
    let action: String
    let text: String

    init(_ place: Place, _ text: String = "") {
        // The question is the form's own.
        action = String(place.address.prefix { $0 != "?" })
        self.text = text
    }
}
