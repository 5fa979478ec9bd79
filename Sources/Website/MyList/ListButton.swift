/// The button that puts a title on the viewer's list, or takes it off.
struct ListButton: Sendable {
    /// What is asked for: `add` or `remove`.
    let wish: String
    /// The title's name among the documents.
    let title: String
    let label: String
    let action = Place.myList(page: 1).address

    /// - Parameter label: of the title, for those who hear the button alone; nil where it stands on a page of its own.
    init(_ name: TitleName, isListed: Bool, label: String? = nil, _ words: Words) {
        title = name.id
        wish = isListed ? "remove" : "add"
        self.label =
            label.map { words(isListed ? .listRemoveThis : .listAddThis, $0) } ?? words(isListed ? .listRemove : .listAdd)
    }
}
