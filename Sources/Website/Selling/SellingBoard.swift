/// A page of the owner's about selling: figures, lists, and what can be done with each line.
struct SellingBoard: Sendable {
    struct Gap: Sendable {
        var name: String
        var caption: String
        var value: String
    }

    /// One thing that is done with one button.
    struct Deed: Sendable {
        var action: String
        var button: String
        var gaps: [Gap] = []
    }

    struct Line: Sendable {
        var label: String
        var detail: String?
        var link: String?
        var deeds: [Deed] = []
    }

    struct Section: Sendable {
        var heading: String
        var intro: String?
        /// Said where there are no lines.
        var empty: String?
        var lines: [Line]
        /// Where there is more, or where something is added.
        var further: [FormPage.Link] = []

        init(_ heading: String, intro: String? = nil, empty: String?, _ lines: [Line], further: [FormPage.Link] = []) {
            self.heading = heading
            self.intro = intro
            self.empty = lines.isEmpty ? empty : nil
            self.lines = lines
            self.further = further
        }
    }

    /// A search by one word or address.
    struct Finder: Sendable {
        var action: String
        var caption: String
        var value: String
    }

    var heading: String
    var back: String
    var backLabel: String
    var news: String?
    var pages: [FormPage.Link] = []
    var finder: Finder?
    var plots: [Plot] = []
    var sections: [Section] = []

    init(_ heading: String, back: String = SellingPlace.overview.address, _ backLabel: String) {
        self.heading = heading
        self.back = back
        self.backLabel = backLabel
    }
}
