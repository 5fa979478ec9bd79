import KinoraKernel

/// An episode as its name and the folders above tell it.
///
/// Strongest first: `S01E02`, `1x02`, `Season 1 Episode 2`, a date, `E02`, a number in a season's folder, a running number.
struct EpisodeReading {
    private let name: Name
    private let first: Int
    private let folders: SeriesFolders
    private let isFile: Bool
    private let latestYear: Int
    private var result = Understanding(.episode)

    /// Nil when nothing says that it is an episode.
    /// - Parameters:
    ///   - isFile: false for folders and names of releases, which need a clear sign.
    ///   - needsSeries: whether only what no film has counts: a season and a number, a date, a season's folder.
    static func read(_ name: Name, folders: SeriesFolders, isFile: Bool, needsSeries: Bool, latestYear: Int) -> Understanding? {
        var reading = EpisodeReading(name, folders, isFile, latestYear)
        let isFound =
            reading.readMark() || reading.readDate()
            || (!needsSeries || folders.season != nil) && (reading.readNumber() || reading.readPlain())
        return isFound ? reading.result : nil
    }

    private init(_ original: Name, _ folders: SeriesFolders, _ isFile: Bool, _ latestYear: Int) {
        self.latestYear = latestYear
        var name = original
        let found = ProviderIDs(in: original)
        name.skipped = found.places
        self.name = name
        self.folders = folders
        self.isFile = isFile
        result.ids = found.ids
        let start = LeadingGroup.end(in: name)
        first = name.words.firstIndex { $0.start >= start } ?? name.words.count
    }

    // MARK: - Marks

    private mutating func readMark() -> Bool {
        guard let mark = EpisodeMark.find(in: name) else { return false }
        guard let season = mark.season else { return false }
        note(mark, season: season)
        if mark.form == .words, name.hasSpacedDash(before: mark.words.upperBound - 1), mark.numbers.count == 1,
            !mark.words.contains(where: { SeasonWords.episode.contains(name.words[$0].text) })
        {
            result.absolute = mark.numbers[0]
        }
        noteRunningNumber(behind: mark)
        finish(seriesEnd: mark.words.lowerBound, titleStart: mark.words.upperBound)
        return true
    }

    private mutating func note(_ mark: EpisodeMark, season: Int) {
        result.season = season
        result.episode = mark.numbers[0]
        if let last = mark.numbers.last, mark.numbers.count > 1 {
            result.lastEpisode = last
            result.episodes = mark.episodes
        }
        if mark.isOdd {
            result.doubt("Its episode numbers do not ascend; only the first is taken.")
        }
    }

    /// `S10E14 214`: both numbers.
    private mutating func noteRunningNumber(behind mark: EpisodeMark) {
        let next = mark.words.upperBound
        guard next < name.words.count, let number = name.words[next].number,
            name.words[next].digits == 3 || first > 0 && name.words[next].digits == 2,
            name.words[next].bracket == nil, name.gap(before: next) == .space || name.hasSpacedDash(before: next),
            first > 0 || number >= 100 || name.hasSpacedDash(before: next) && name.hasSpacedDash(before: next + 1)
        else { return }
        let isEnd =
            next + 1 == name.words.count || name.words[next + 1].bracket != nil || NoiseWords.strength(of: next + 1, in: name) == .strong
            || name.hasSpacedDash(before: next + 1)
        if isEnd { result.absolute = number }
    }

    // MARK: - Dates

    private mutating func readDate() -> Bool {
        guard let date = AirDate.find(in: name) else { return false }
        result.date = date.text
        result.year = nil
        if date.isAmbiguous {
            result.doubt("Day and month of \(date.text) could be the other way round.")
        }
        if let suffix = partWord(at: date.words.upperBound) { result.part = suffix }
        finish(seriesEnd: date.words.lowerBound, titleStart: date.words.upperBound)
        return true
    }

    /// `Part1` directly behind a date.
    private func partWord(at index: Int) -> Int? {
        guard index < name.words.count else { return nil }
        if let (letters, number) = name.lettersAndNumber(index), letters == "part" || letters == "pt" { return number }
        guard name.words[index].text == "part", index + 1 < name.words.count else { return nil }
        return name.words[index + 1].number
    }

    // MARK: - Numbers

    private mutating func readNumber() -> Bool {
        if let mark = EpisodeMark.find(in: name), mark.season == nil {
            guard isFile || folders.season == nil else { return false }
            note(mark, season: folders.season ?? 1)
            if folders.season == nil { result.absolute = mark.numbers[0] }
            finish(seriesEnd: mark.words.lowerBound, titleStart: mark.words.upperBound)
            return true
        }
        guard let number = RunningNumber.find(in: name, from: first, mayLead: isFile) else { return false }
        guard isFile || name.hasSpacedDash(before: number.word) || first > 0 || name.words[number.word].digits >= 3 else { return false }
        if let season = folders.season {
            readNumber(number, in: season)
        } else if number.isGlued {
            readGlued(number)
        } else {
            result.absolute = number.number
            result.lastEpisode = number.last
            noteShortSeason(before: number)
            noteGuess(number)
        }
        let end = number.last == nil ? number.word + 1 : number.word + 2
        finish(seriesEnd: number.word, titleStart: end)
        return true
    }

    private mutating func readNumber(_ number: RunningNumber, in season: Int) {
        if let split = seasonAndEpisode(number, in: season) {
            result.season = season
            result.episode = split
            if number.last == nil {
                result.doubt(
                    "\(number.number) is taken for season \(season), episode \(split); it could count through all seasons.",
                    instead: "Running number \(number.number).")
            }
            return
        }
        let isRunning = !number.leads && (first > 0 || name.words[number.word].digits >= 3)
        guard !isRunning else {
            result.absolute = number.number
            return
        }
        result.season = season
        result.episode = number.number
        if let last = number.last {
            result.lastEpisode = last
            result.episodes = Array(number.number...last)
        }
    }

    /// Without a group, a dash or a word before it, a number is counted through the series only because nothing better fits.
    private mutating func noteGuess(_ number: RunningNumber) {
        guard first == 0, !number.leads, !name.hasSpacedDash(before: number.word) else { return }
        result.doubt("\(number.number) is taken for the episode’s number in the whole series, because no season is named.")
    }

    /// `203` or `2-03` in the folder of season 2: the season once more, and the episode.
    private func seasonAndEpisode(_ number: RunningNumber, in season: Int) -> Int? {
        guard first == 0 else { return nil }
        if let last = number.last {
            let isShort = name.words[number.word].digits == 1 && name.words[number.word + 1].digits == 2
            return isShort && number.number == season ? last : nil
        }
        guard name.words[number.word].digits == 3, number.number / 100 == season, (1...39).contains(number.number % 100) else { return nil }
        return number.number % 100
    }

    private mutating func readGlued(_ number: RunningNumber) {
        result.season = number.number / 100
        result.episode = number.number % 100
        result.doubt(
            "\(number.number) is taken for season \(number.number / 100), episode \(number.number % 100); it could count through all seasons.",
            instead: "Running number \(number.number).")
    }

    /// `Show S3 - 12`: `S3` stays in the title, and season 3 is the second reading.
    private mutating func noteShortSeason(before number: RunningNumber) {
        guard number.word > first, let season = SeasonWords.short(at: number.word - 1, in: name) else { return }
        result.doubt(
            "“S\(season)” is taken for a part of the title; it could be season \(season), episode \(number.number).",
            instead: "Season \(season), episode \(number.number).")
    }

    /// Without any number: a special below `Specials`, else an episode nobody can place.
    private mutating func readPlain() -> Bool {
        guard isFile else { return false }
        if folders.season == 0 {
            result.season = 0
        } else {
            result.season = folders.season
            result.doubt("It has no episode number.")
        }
        finish(seriesEnd: 0, titleStart: first)
        return true
    }

    // MARK: - Series and title

    private mutating func finish(seriesEnd: Int, titleStart: Int) {
        if seriesEnd > first {
            let series = SeriesName(name, before: seriesEnd, latestYear: latestYear)
            result.series = series.title
            result.year = series.year
        }
        noteFolders()
        noteTail(from: titleStart)
    }

    private mutating func noteFolders() {
        guard let above = folders.series else { return }
        let isSame = result.series.flatMap { own in above.title.map { Folded.text($0) == Folded.text(own) } } ?? true
        if result.series == nil || isSame && isLowered(result.series) { result.series = above.title ?? result.series }
        if isSame {
            result.year = result.year ?? above.year
        } else if let title = above.title {
            result.readings.append("Series \(title).")
        }
        for (provider, id) in above.ids where result.ids[provider] == nil { result.ids[provider] = id }
        if let mine = result.season, let theirs = folders.season, mine != theirs, mine > 0, theirs > 0 {
            result.doubt("The file says season \(mine), its folder season \(theirs); the file’s is taken.")
        }
    }

    /// A name without a single capital is a file's; the folder's spelling is the series'.
    private func isLowered(_ name: String?) -> Bool {
        name.map { text in text.utf8.allSatisfy { !(65...90).contains($0) && $0 < 128 } } ?? false
    }

    /// What follows the number: a title, up to the noise; or noise alone, which is the version's name.
    private mutating func noteTail(from start: Int) {
        guard start < name.words.count else { return }
        var end = start
        while end < name.words.count, !isBoundary(end) { end += 1 }
        var stop = end
        while stop > start, stop < name.words.count || end == name.words.count, NoiseWords.strength(of: stop - 1, in: name) != nil,
            end < name.words.count
        {
            stop -= 1
        }
        if let part = PartSuffix(name), part.isCertain, let index = name.words.firstIndex(where: { $0.start == part.start }), index >= start
        {
            result.part = part.number
            stop = min(stop, index)
            noteVersion(start, index)
        } else {
            noteVersion(start, name.words.count)
        }
        let from = start > 0 ? name.words[start - 1].end : 0
        let to = stop < name.words.count ? name.start(of: stop) : name.bytes.count
        if stop > start, from < to, result.date == nil || name.words[start].number == nil { result.title = name.text(from: from, to: to) }
    }

    private mutating func noteVersion(_ start: Int, _ end: Int) {
        guard start < end, name.hasSpacedDash(before: start), (start..<end).allSatisfy({ NoiseWords.strength(of: $0, in: name) != nil })
        else { return }
        result.version = name.text(from: name.start(of: start), to: end < name.words.count ? name.start(of: end) : name.bytes.count)
    }

    private func isBoundary(_ index: Int) -> Bool {
        if NoiseWords.strength(of: index, in: name) == .strong { return true }
        if name.skipped.contains(where: { $0.contains(name.words[index].start) }) { return true }
        guard let bracket = name.words[index].bracket else { return false }
        return name.bytes[name.brackets[bracket].open] == UInt8(ascii: "[") || FilmWords.isChecksum(name.words[index])
            || name.words(inBracket: bracket).contains { NoiseWords.strength(of: $0, in: name) == .strong }
    }
}
