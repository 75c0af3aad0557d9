"""Where presets and copies are offered, and which screen answers."""

from tests.contexts.conftest import Firm


async def test_the_customer_the_tree_and_the_record_lead_to_what_is_made(firm: Firm) -> None:
    listed = await firm.anna.open("view", "org.customers")
    await listed.cursors["customer"].until(lambda it: firm.customer in it.keys)
    answer = await listed.run("apply_preset", keys=[firm.customer])
    assert answer["ok"], answer
    view = await firm.anna.view_of(answer["result"])
    assert (view.offer["controller"], view.offer["view"]["type"]) == ("apply_preset", "Making")
    assert view.offer["intent"]["content"]["values"] == {"customer_id": firm.customer}
    record = await firm.anna.open("view", "org.departments", firm.bench)
    await record.cursors["department"].until(lambda it: it.current == firm.bench)
    answer = await record.run("copy_records")
    assert answer["ok"], answer
    view = await firm.anna.view_of(answer["result"])
    assert view.offer["controller"] == "copy_records"
    assert view.offer["intent"]["content"]["values"] == {
        "customer_id": firm.customer, "site_id": firm.site, "parent_id": firm.hall,
    }  # fmt: skip
