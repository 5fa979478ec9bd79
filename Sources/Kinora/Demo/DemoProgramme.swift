/// What the demo library holds: three films, and a series of two seasons with two episodes each.
enum DemoProgramme {
    static let clips = [slowWater, patientMachine, deepZoom] + nightFerry

    private static let english = DemoClip.Voice(language: "eng", title: "English", tones: [440, 660])
    private static let german = DemoClip.Voice(language: "ger", title: "Deutsch", tones: [294, 392])

    private static let slowWater = DemoClip(
        stem: "Slow Water (2024)/Slow Water (2024)", container: .mkv,
        picture: "gradients=n=4:speed=0.012:seed=11:c0=0x0b132b:c1=0x1c7c8c:c2=0x5bc0be:c3=0xf4a261", treatment: "", drawnSize: "1280x720",
        framesPerSecond: 24, length: 60, caption: "Slow Water", voices: [english, german],
        embedded: [
            (
                "eng",
                [
                    .init(from: 1, to: 5, text: "Nothing happens here."), .init(from: 7, to: 12, text: "<i>And then it happens again.</i>"),
                    .init(from: 20, to: 26, text: "Blue & green, mostly."), .init(from: 40, to: 46, text: "The tide does not hurry."),
                ]
            )
        ],
        beside: [
            (
                "de",
                [
                    .init(from: 1, to: 5, text: "Hier geschieht nichts."), .init(from: 7, to: 12, text: "Und dann geschieht es wieder."),
                    .init(from: 20, to: 26, text: "Blau und grün, meistens."), .init(from: 40, to: 46, text: "Die Flut hat keine Eile."),
                ]
            )
        ],
        nfo: nfo(
            "movie", title: "Slow Water", year: 2024,
            plot: "A harbour at dusk, seen by someone who has time. Colours cross the bay and nobody hurries.",
            genres: ["Drama", "Experimental"],
            director: "Ida Lindqvist", actors: [("Marek Sól", "The Tide"), ("June Abara", "The Quay")],
            more: "<tagline>The tide does not hurry.</tagline><country>Sweden</country><mpaa>FSK 6</mpaa>"))

    private static let patientMachine = DemoClip(
        stem: "A Patient Machine (2023)/A Patient Machine (2023)", container: .mp4,
        picture: "life=mold=12:ratio=0.09:seed=7:death_color=0x1d3557:life_color=0xf1faee:mold_color=0x457b9d",
        treatment: ",scale=1280:720:flags=neighbor", drawnSize: "320x180", framesPerSecond: 25, length: 45, caption: "A Patient Machine",
        voices: [.init(language: "eng", title: "English", tones: [523, 784])],
        nfo: nfo(
            "movie", title: "A Patient Machine", year: 2023,
            plot: "Three rules, a grid and a great deal of patience: a documentary about the smallest universe there is.",
            genres: ["Documentary", "Science"], director: "Tomás Vela", actors: [],
            more: "<tagline>Three rules are enough.</tagline><country>Chile</country>"),
        encoding: [
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p", "-profile:v", "high", "-level", "4.0",
            "-g", "100", "-keyint_min", "100", "-sc_threshold", "0", "-flags", "+cgop",
        ])

    private static let deepZoom = DemoClip(
        stem: "The Deep Zoom (2022)/The Deep Zoom (2022)", container: .mkv,
        picture: "mandelbrot=end_scale=0.0004:end_pts=1000:maxiter=220:inner=period",
        treatment: ",gblur=sigma=0.8,scale=1280:720:flags=bicubic", drawnSize: "384x216",
        framesPerSecond: 25, length: 40, caption: "The Deep Zoom",
        voices: [.init(language: "eng", title: "English", tones: [196, 330], codec: "ac3")],
        beside: [("en", [.init(from: 2, to: 7, text: "Closer."), .init(from: 12, to: 18, text: "There is always a smaller one.")])],
        nfo: nfo(
            "movie", title: "The Deep Zoom", year: 2022, plot: "One edge, followed inward until the numbers run out.",
            genres: ["Experimental", "Science"], director: "Ida Lindqvist", actors: [("Benoît", "The Edge")],
            more: "<country>France</country>"))

    private static let nightFerry = [
        episode(
            season: 1, number: 1, title: "Departure", plot: "The last boat leaves with one passenger too many.",
            picture: "sierpinski=seed=3:jump=60", treatment: ",scale=640:360,colorchannelmixer=.2:.1:.1:0:.4:.3:.2:0:.6:.4:.5",
            tones: [349, 523]),
        episode(
            season: 1, number: 2, title: "Fog", plot: "Nobody sees the lights, and somebody puts them out.",
            picture: "cellauto=rule=110:seed=5:random_fill_ratio=0.4",
            treatment: ",scale=640:360:flags=neighbor,format=rgb24,colorchannelmixer=.5:.2:.1:0:.3:.3:.2:0:.2:.3:.5", tones: [262, 415],
            drawnSize: "320x180"),
        episode(
            season: 2, number: 1, title: "Return", plot: "A year later the same boat comes back, and the same passenger.",
            picture: "gradients=n=3:speed=0.05:seed=21:type=radial:c0=0x3d0c11:c1=0xd80032:c2=0xf9dec9", treatment: "", tones: [233, 466]),
        episode(
            season: 2, number: 2, title: "Landing", plot: "The pier is where it always was. The town is not.",
            picture: "testsrc2", treatment: ",hue=s=0.6", tones: [311, 622]),
    ]

    private static func episode(
        season: Int, number: Int, title: String, plot: String, picture: String, treatment: String, tones: [Int],
        drawnSize: String = "640x360"
    ) -> DemoClip {
        DemoClip(
            stem: "Night Ferry (2021)/Season \(season)/Night Ferry S0\(season)E0\(number) \(title)", container: .mkv, picture: picture,
            treatment: treatment, drawnSize: drawnSize, framesPerSecond: 25, length: 24, caption: "Night Ferry \(season)x\(number)",
            voices: [.init(language: "eng", title: "English", tones: tones)],
            embedded: [("eng", [.init(from: 1, to: 6, text: plot)])],
            nfo: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<episodedetails><title>\(title)</title><season>\(season)</season>"
                + "<episode>\(number)</episode><plot>\(plot)</plot><director>June Abara</director></episodedetails>\n")
    }

    /// The series' own NFO, and its place.
    static let seriesFolder = "Night Ferry (2021)"
    static let seriesNFO = nfo(
        "tvshow", title: "Night Ferry", year: 2021, plot: "One boat, one strait, one crossing a night. Someone always stays aboard.",
        genres: ["Drama", "Mystery"], director: "June Abara", actors: [("Marek Sól", "The Mate")], more: "")

    private static func nfo(
        _ root: String, title: String, year: Int, plot: String, genres: [String], director: String, actors: [(String, String)], more: String
    ) -> String {
        let genreTags = genres.map { "<genre>\($0)</genre>" }.joined()
        let actorTags = actors.map { "<actor><name>\($0.0)</name><role>\($0.1)</role></actor>" }.joined()
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(root)><title>\(title)</title><year>\(year)</year><plot>\(plot)</plot>"
            + "\(genreTags)<director>\(director)</director>\(actorTags)\(more)</\(root)>\n"
    }
}
