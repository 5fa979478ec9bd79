/// Why a title is recommended: a path in the graph.
package enum Reason: Sendable, Hashable {
    /// (You)-[watched]->(title)-[by others after it]->(this); rests on at least five profiles.
    case watchedNext(after: String)
    /// (You)-[watched]->(title)-[by the same people]->(this); rests on at least five profiles.
    case watchedAlso(with: String)
    /// (You)-[watched]->(title)-[kind]->(name)<-[kind]-(this)
    case shares(ContentNode.Kind, name: String, with: String)
    /// The profile asked for more of it: a genre's or a person's name.
    case asked(String)
    /// Many watched it lately; at least five profiles.
    case popular
    /// It has come lately.
    case new
    /// It is in the house, and hardly anybody watched it.
    case quiet

    /// In words.
    package var sentence: String {
        switch self {
        case .watchedNext(let title): "People who watched \(title) watched it next"
        case .watchedAlso(let title): "People who watched \(title) watched it too"
        case .shares(.director, let name, let title): "By \(name), who directed \(title)"
        case .shares(.writer, let name, let title): "Written by \(name), as was \(title)"
        case .shares(.actor, let name, let title): "With \(name), known from \(title)"
        case .shares(.collection, let name, _): "Belongs to \(name)"
        case .shares(.genre, let name, let title): "\(name), like \(title)"
        case .shares(.country, let name, let title): "From \(name), like \(title)"
        case .shares(.tag, let name, let title): "\(name), like \(title)"
        case .shares(.years, _, let title): "Of the same years as \(title)"
        case .asked(let name): "You asked for more of \(name)"
        case .popular: "Many watch it these days"
        case .new: "New in the house"
        case .quiet: "Hardly anybody has watched it yet"
        }
    }
}
