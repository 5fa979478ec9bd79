import KinoraKernel
import KinoraPreparation

/// Whether work goes on, and when it will be done.
package struct Outlook: Sendable {
    package var standing: Standing
    package var forecast: Forecast
    package var clock: WallClock
    package var now: Moment

    package init(standing: Standing, forecast: Forecast, clock: WallClock, now: Moment) {
        self.standing = standing
        self.forecast = forecast
        self.clock = clock
        self.now = now
    }

    var isPaused: Bool { if case .paused = standing { true } else { false } }

    /// Nil when encoding may run.
    func standingText(_ words: Words) -> String? {
        switch standing {
        case .open: nil
        case .paused: words(.standsPaused)
        case .outsideHours(let opens?): words(.standsOutside, words.moment(opens, seenFrom: now, clock))
        case .outsideHours(nil): words(.standsOutsideForEver)
        case .watched: words(.standsWatched)
        }
    }

    /// Nil when nothing waits.
    func forecastText(_ words: Words) -> String? {
        switch forecast {
        case .nothingToDo: return nil
        case .notKnownYet: return words(.forecastUnknown)
        case .work(let work): return words(.forecastWork, words.length(milliseconds: work.wholeMilliseconds))
        case .done(let moment):
            let text = words.moment(moment, seenFrom: now, clock)
            if case .watched = standing { return words(.forecastDoneIfQuiet, text) }
            return words(.forecastDone, text)
        case .beyond: return words(.forecastBeyond)
        }
    }
}
