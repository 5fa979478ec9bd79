import KinoraKernel

/// What is doubtful about a film that has neither a year nor an id to tell it by.
enum FilmDoubts {
    static func note(in film: inout Understanding, _ kind: LibraryKind) {
        guard film.kind == .film, film.year == nil, film.ids.isEmpty else { return }
        let words = (film.title ?? "").split(separator: " ")
        guard words.contains(where: { $0.contains(where: \.isLetter) && !NoiseWords.isResolution($0.lowercased()) }) else {
            return film.doubt("Its name tells no title.")
        }
        guard let last = words.last, let number = Int(last), last.utf8.allSatisfy(Byte.isDigit), words.count > 1 else { return }
        if (1888...2099).contains(number) {
            film.doubt("It has no other year, and \(number) could be its year or belong to the title.")
        } else if kind == .mixed, film.part == nil {
            film.doubt("It has no year, and \(number) could be the number of an episode.")
        }
    }
}
