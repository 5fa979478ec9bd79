import KinoraKernel
import KinoraPreparation

extension House {
    /// Why nothing runs now, and when everything will be done: lines for a terminal, none where there is nothing to say.
    func outlook() async throws -> [String] {
        let manners = manners
        let lines = [try await manners.sentence(), Self.sentence(try await queue.forecast(manners), manners.clock, at: time.now)]
        let said = lines.compactMap { $0 }
        return said.isEmpty ? [] : [""] + said
    }

    private static func sentence(_ forecast: Forecast, _ clock: WallClock, at now: Moment) -> String? {
        switch forecast {
        case .nothingToDo: nil
        case .notKnownYet: "When everything will be done is not known yet: no film was prepared so far from which that could be told."
        case .work(let work): "About \(hours(work)) of work are left."
        case .done(let moment): "Everything will be done about \(clock.text(moment, seenFrom: now))."
        case .beyond: "At this speed the queue will not be done within a year."
        }
    }

    private static func hours(_ work: Duration) -> String {
        let minutes = max(1, Int(min(work.inSeconds, 1e9) / 60))
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
