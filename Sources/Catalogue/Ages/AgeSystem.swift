/// How one country rates titles by age.
struct AgeSystem: Sendable {
    /// ISO 3166-1, two letters.
    let country: String
    /// What the country and those who rate are called in front of a rating, as `AgeReader.plain` writes it: `germany`, `fsk`.
    let names: Set<String>
    /// Ratings that are no number, as `AgeReader.plain` writes them, and from which age on a title so rated is for children. Numbers are
    /// their own meaning and do not stand here.
    let labels: [String: Int]

    init(_ country: String, _ names: Set<String> = [], _ labels: [String: Int] = [:]) {
        self.country = country
        self.names = names
        self.labels = labels
    }

    /// From ten years on: what is shown to children “with parents' guidance” where those who rate name no age. A decision of ours; ten is
    /// what most streaming services take it for.
    static let guided = 10
}
