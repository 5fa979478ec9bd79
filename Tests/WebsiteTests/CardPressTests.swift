import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraCatalogue
@testable import KinoraWebsite

@Suite("Cards")
struct CardPressTests {
    private let press: CardPress

    init() throws { press = try CardPress(Templates(.bundled), .english) }

    private func film(_ title: String, etag: String = "1", id: String = "f") -> Stored<Film> {
        let film = Film(description: Description(title: title, year: 1999), key: title, versions: [], sources: [], isListed: true)
        return Stored(
            id: id, etag: ETag(rawValue: etag), createdAt: Moment(milliseconds: 0), updatedAt: Moment(milliseconds: 0), value: film)
    }

    @Test func areWholeAndTheSameTheSecondTime() {
        let once = press.print([press.card(film("Salt"))])
        let twice = press.print([press.card(film("Salt"))])

        #expect(once == twice)
        for piece in [#"<a href="/films/f">"#, "<bdi>Salt</bdi>", #"<span class="card-meta">1999</span>"#, "</a></li>"] {
            #expect(once.contains(piece), "\(piece)")
        }
        #expect(!once.contains("\u{E000}") && !once.contains("\u{E001}"))
    }

    @Test func ofAChangedTitleAreMadeAnew() {
        _ = press.card(film("Salt"))

        #expect(press.print([press.card(film("Pepper", etag: "2"))]).contains("Pepper"))
    }

    @Test func holdHostileTextHarmless() {
        let hostile = "<b>\"'& \u{E000}&0\u{E001}{{page}}"
        var card = press.card(film(hostile))
        card.reason = hostile
        card.why = WhyThis(
            steps: [hostile, hostile], form: NotForMeForm(.film(FilmID("f")), isUnwanted: false, comesBackHome: true, .english))

        let text = press.print([card])

        #expect(!text.contains("<b>"))
        #expect(text.matches(of: /&lt;b&gt;&quot;&#39;&amp;/).count >= 4)
        #expect(text.contains(#"<form class="mark-form" method="post" action="/not-for-me/f">"#))
        #expect(text.contains(#"name="back" value="home""#))
    }
}
