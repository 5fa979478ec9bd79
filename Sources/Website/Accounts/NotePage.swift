/// A page that says one thing, and where to go on.
struct NotePage: Sendable {
    var heading: String
    var sentence: String
    var link: FormPage.Link?
}
