import KinoraCatalogue
import KinoraKernel
import KinoraMedia

/// Offers the beginning of a film to be watched while the rest is being prepared.
struct EarlyOffer: Sendable {
    let job: JobID
    let source: String
    let plan: Plan
    let editor: CatalogueEditor

    /// Seconds that must be there; of films that are shorter, the first chunk.
    private static let least = 60.0

    /// - Parameter pictures: how many every rendition has.
    func update(_ pictures: Int, _ beginning: PackageBeginning?, _ board: ProgressBoard) async throws {
        guard let beginning, pictures > 0 else { return }
        let seconds = Double(pictures) / plan.rate.perSecond
        guard seconds >= Self.least || pictures >= plan.chunks.first?.frames ?? 0 else { return }
        board.offer(Int64(seconds * 1000))
        try await editor.offer(
            EarlyFeature(
                job: job.rawValue, source: source, duration: beginning.timeline.duration, height: plan.rungs.first?.height ?? 0,
                audioLanguages: PublishStage.unique(beginning.audio.map(\.language)),
                textLanguages: PublishStage.unique(beginning.text.map(\.language))))
    }
}
