import Foundation
import KinoraKernel
import KinoraPreparation
import KinoraViewing

extension Words {
    func refusal(_ refusal: ScreeningRefusal) -> String {
        switch refusal {
        case .moment: self(.screeningRefusedMoment)
        case .features: self(.screeningRefusedFeatures, String(Screening.mostFeatures))
        case .guests: self(.screeningRefusedGuests, String(Screening.mostGuests))
        case .full: self(.screeningRefusedFull)
        }
    }

    /// `Thursday, 24 December 2026, 20:00`, by the clock on the wall of the house.
    func dayAndTime(_ moment: Moment, _ clock: WallClock) -> String {
        let style = Date.FormatStyle(locale: Locale(identifier: self(.languageTag)), timeZone: clock.zone)
        return "\(moment.date.formatted(style.weekday(.wide).day().month(.wide).year())), \(clock.time(moment))"
    }
}
