extension Name {
    /// The name with some places cut out of it.
    func without(_ places: [Range<Int>]) -> Name {
        guard !places.isEmpty else { return self }
        return Name(bytes.indices.filter { index in !places.contains { $0.contains(index) } }.map { bytes[$0] })
    }
}
