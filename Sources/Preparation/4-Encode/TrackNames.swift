import KinoraKernel

/// Gives tracks names for their folders that are unique and plain: `a-en`, `a-en-2`, `a-und`.
struct TrackNames {
    let prefix: String
    private var used: [String: Int] = [:]

    init(prefix: String) {
        self.prefix = prefix
    }

    mutating func next(for language: LanguageTag) -> String {
        let name = prefix + language.tag.lowercased()
        let number = (used[name] ?? 0) + 1
        used[name] = number
        return number == 1 ? name : "\(name)-\(number)"
    }
}
