import KinoraCatalogue
import KinoraKernel
import KinoraPreparation

extension TitleField {
    /// Entries of one list.
    private static let mostOfAList = 60
    private static let mostActors = 200

    /// Puts what somebody wrote into a title's facts. An empty text says nothing.
    /// - Parameter description: whose people keep what is known of them besides their names.
    /// - Returns: whether it can be kept.
    func put(_ text: String, into facts: inout Facts, knowing description: Description) -> Bool {
        guard !text.isEmpty else { return true }
        guard text.unicodeScalars.count <= longest else { return false }
        switch self {
        case .title: facts.title = text
        case .originalTitle: facts.originalTitle = text
        case .year:
            guard let year = Int(text), Correction.years.contains(year) else { return false }
            facts.year = year
        case .date:
            guard text.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/) != nil else { return false }
            facts.date = text
        case .tagline: facts.tagline = text
        case .plot: facts.plot = text
        case .genres: facts.genres = Self.entries(text)
        case .countries: facts.countries = Self.entries(text)
        case .studios: facts.studios = Self.entries(text)
        case .tags: facts.tags = Self.entries(text)
        case .certificate: facts.certificate = text
        case .ownersAge:
            guard let age = Int(text), (0...21).contains(age) else { return false }
            facts.ownersAge = age
        case .collection: facts.collection = text
        case .directors: facts.credits += Self.people(Self.entries(text), .director, knowing: description)
        case .writers: facts.credits += Self.people(Self.entries(text), .writer, knowing: description)
        case .actors: facts.credits += Self.people(Self.lines(text), .actor, knowing: description)
        }
        return true
    }

    /// A text as forms send it, with one kind of line end and no blanks around it. Fields of one line have one.
    func clean(_ text: String?) -> String {
        // Characters are what people see: a carriage return with its line feed is one.
        let lines = (text ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { Self.trimmed($0) }
        return Self.trimmed(lines.joined(separator: isLong ? "\n" : " ")[...])
    }

    private static func entries(_ text: String) -> [String] {
        var entries: [String] = []
        for part in text.split(separator: ";") where entries.count < mostOfAList {
            let entry = trimmed(part)
            if !entry.isEmpty, !entries.contains(entry) { entries.append(entry) }
        }
        return entries
    }

    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }.prefix(mostActors).map(\.self)
    }

    /// `Name`, or `Name = Figure`.
    private static func people(_ entries: [String], _ role: Credit.Role, knowing description: Description) -> [Credit] {
        entries.compactMap { entry in
            let parts = entry.split(separator: "=", maxSplits: 1).map(trimmed)
            guard let name = parts.first, !name.isEmpty else { return nil }
            let figure = parts.count > 1 && !parts[1].isEmpty && role == .actor ? parts[1] : nil
            let known = description.credits.first { $0.name == name && $0.role == role } ?? description.credits.first { $0.name == name }
            return Credit(name: name, role: role, character: figure, providerIDs: known?.providerIDs, portrait: known?.portrait)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
