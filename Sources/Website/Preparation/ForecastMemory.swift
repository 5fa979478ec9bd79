import KinoraPreparation

/// Keeps the forecast for a while: making one reads the whole queue, and pages ask with every change.
actor ForecastMemory {
    private let queue: JobQueue
    private let manners: Manners
    private var last: (forecast: Forecast, standing: Standing, at: ContinuousClock.Instant)?

    /// How old a forecast may be, as long as nothing stops or starts the work.
    private static let lasts = Duration.seconds(10)

    init(queue: JobQueue, manners: Manners) {
        self.queue = queue
        self.manners = manners
    }

    func forecast(for standing: Standing) async throws -> Forecast {
        if let last, last.standing == standing, last.at.duration(to: .now) < Self.lasts { return last.forecast }
        let forecast = try await queue.forecast(manners)
        last = (forecast, standing, .now)
        return forecast
    }
}
