import KinoraRecommendation

extension GraphMirror {
    /// Takes a fact into the graph in memory, and notes what is to be written because of it.
    func take(_ fact: MirrorFact) {
        switch fact {
        case .title(let title):
            // A film is written for many reasons.
            let former = engine.number(ofTitle: title.id).map(engine.titleState)
            engine.take(title)
            if former != engine.number(ofTitle: title.id).map(engine.titleState) { touch(described: title.id) }
        case .titleGone(let id):
            engine.remove(title: id)
            touch(described: id)
            // It may be similar to any.
            refreshSimilar()
        case .watch(let watch): take(watch)
        case .history(let profile, let watches):
            guard engine.isOn(profile: profile), engine.knows(profile: profile) || !watches.isEmpty else { return }
            let titles = Int32(engine.size.titles)
            note(engine.retell(profile: profile, watches) + (titles..<max(titles, Int32(engine.size.titles))))
            touch(whole: profile)
        case .notForMe(let profile, let title, let isUnwanted):
            guard engine.isOn(profile: profile), isUnwanted || engine.knows(profile: profile) else { return }
            engine.notForMe(profile: profile, title: title, isUnwanted)
            if let title = engine.number(ofTitle: title) { touched.touch(titles: [title]) }
            touch(whole: profile)
        case .taste(let profile, let leanings, let setAside):
            guard engine.isOn(profile: profile), engine.knows(profile: profile) || !leanings.isEmpty || !setAside.isEmpty else { return }
            let titles = Int32(engine.size.titles)
            engine.hear(profile: profile, leanings, setAside: setAside)
            touched.touch(titles: Array(titles..<max(titles, Int32(engine.size.titles))))
            touch(whole: profile)
        case .turn(let profile, let isOn):
            // Said with every change of a profile.
            guard engine.isOn(profile: profile) != isOn else { return }
            if !isOn { note(engine.forget(profile: profile)) }
            engine.turn(isOn, profile: profile)
            touch(whole: profile)
        case .erased(let profile):
            let number = engine.number(ofProfile: profile)
            note(engine.erase(profile: profile))
            touched.touch(erased: profile, number)
        }
    }

    package func isOn(_ profile: String) -> Bool { engine.isOn(profile: profile) }

    /// Titles whose watches say nothing of a profile.
    package func setAside(of profile: String) -> Set<String> { engine.setAside(of: profile) }

    private func take(_ watch: WatchFact) {
        guard engine.isOn(profile: watch.profile) else { return }
        let titles = engine.size.titles
        let changed = engine.take(watch)
        note(changed)
        guard let title = engine.number(ofTitle: watch.title), let profile = engine.number(ofProfile: watch.profile) else { return }
        if engine.size.titles > titles { touched.touch(titles: [title]) }
        touched.touch(title, of: profile)
    }

    private func note(_ titles: [Int32]) {
        touched.touch(titles: titles)
        similarDue.formUnion(titles)
    }

    private func touch(described id: String) {
        guard let number = engine.number(ofTitle: id) else { return }
        touched.touch(described: number)
        similarDue.insert(number)
    }

    private func touch(whole id: String) {
        if let number = engine.number(ofProfile: id) { touched.touch(whole: number) }
    }
}
