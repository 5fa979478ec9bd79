/// How cards look.
struct CardStencils: Sendable {
    private let card: Stencil
    private let progress: Stencil
    private let reason: Stencil
    private let why: Stencil
    private let step: Stencil
    private let form: Stencil
    private let list: Stencil

    init(_ templates: Templates, _ words: Words) throws {
        card = try Stencil("card", ["address", "poster", "progress", "title", "meta", "reason", "list", "why"], templates, words)
        progress = try Stencil("progress", ["percent", "label"], templates, words)
        reason = try Stencil("card-reason", ["reason"], templates, words)
        why = try Stencil("card-why", ["steps", "form"], templates, words)
        step = try Stencil("card-step", ["step"], templates, words)
        form = try Stencil("not-for-me", ["action", "value", "back", "label"], templates, words)
        list = try Stencil("card-list", ["wish", "title", "label"], templates, words)
    }

    func print(_ one: Card, into page: inout String) {
        var (bar, because, button, way) = ("", "", "", "")
        if let known = one.progress { progress.print(String(known.percent), known.label, into: &bar) }
        if let sentence = one.reason { reason.print(sentence, into: &because) }
        if let known = one.list { list.print(known.wish, known.title, known.label, into: &button) }
        if let known = one.why { print(known, into: &way) }
        card.print(one.address, one.poster, bar, one.title, one.meta, because, button, way, into: &page)
        page += "\n"
    }

    private func print(_ known: WhyThis, into page: inout String) {
        var (steps, wish) = ("", "")
        for sentence in known.steps { step.print(sentence, into: &steps) }
        form.print(known.form.action, known.form.value, known.form.back, known.form.label, into: &wish)
        why.print(steps, wish, into: &page)
    }
}
